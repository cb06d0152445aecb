"""The way in for other programs: schemes, decisions and simulations over HTTP."""
