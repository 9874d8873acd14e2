"""A platform: what it publishes, what it hides, what its archives add up to."""
