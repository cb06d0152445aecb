"""Syntax to checked meaning: every finding is collected, nothing is raised for what was written."""
