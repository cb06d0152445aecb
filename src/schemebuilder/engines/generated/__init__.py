"""One case by generated Python: the integer program printed as one straight function of ints."""
