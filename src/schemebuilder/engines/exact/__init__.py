"""The reference: one case decided with rationals and traced, on the standard library alone."""
