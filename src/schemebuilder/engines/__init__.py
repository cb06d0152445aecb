"""Meaning to values; each engine gives the same decision and none knows another."""
