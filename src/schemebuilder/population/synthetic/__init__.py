"""People made up from a seed: plausible households, the same ones on every machine."""
