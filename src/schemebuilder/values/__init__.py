"""Exact numbers, money, periods, dates and evidence, on the standard library alone."""
