"""Random schemes, people and what the engines make of them; shared by the property tests."""
