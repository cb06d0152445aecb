"""Meaning to the integer program: units, denominators, masks and bounds, each rule in one list."""
