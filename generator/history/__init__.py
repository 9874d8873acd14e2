"""What successive snapshots of one series changed: new, revised, no longer listed."""
