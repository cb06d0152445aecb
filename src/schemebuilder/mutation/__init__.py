"""A scheme changed by one step at a time, and whether its own tests notice."""
