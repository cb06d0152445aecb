"""The command line: one file per command, each calling a service."""
