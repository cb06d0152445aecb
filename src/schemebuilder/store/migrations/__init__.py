"""The steps by which a database comes to hold today's tables."""
