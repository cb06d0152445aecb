"""A portfolio from its text: the schemes together, what contradicts, and the order of deciding."""
