"""Schemes run over a population, with a record of what was run on what."""
