"""The rule pack: a scheme sealed with its cases, and a player that needs only Python."""
