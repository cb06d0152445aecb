"""The studio: pages that call services and compute nothing."""
