"""Procedures as pictures and as tables."""
