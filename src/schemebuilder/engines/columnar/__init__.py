"""The integer program run over whole populations, equal to the reference to the last cent."""
