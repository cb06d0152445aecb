"""Where something is wrong, what it is and what to do about it: findings as data."""
