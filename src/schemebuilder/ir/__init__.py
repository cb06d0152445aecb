"""What a scheme means: typed, immutable and independent of the text it was written in."""
