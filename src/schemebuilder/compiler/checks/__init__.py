"""What is checked of a compiled scheme, one rule a file."""
