"""One function for each thing a person can do; pages, web and command line call these."""
