"""People as frames and blocks: read, mapped, checked, weighted or made up from a seed."""
