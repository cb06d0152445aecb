"""Decided populations to the tables a ministry reads."""
