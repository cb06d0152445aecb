"""From checked meaning to the integer program that every fast engine prints."""
