"""Meaning to files that other people and machines can use."""
