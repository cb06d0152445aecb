"""A reform to the text of the scheme that it makes, and findings back to the reform's own lines."""
