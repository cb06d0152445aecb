"""What is checked of procedures, one rule a file."""
