"""Scheme Builder: one text declares a scheme, and everything is done from it."""
