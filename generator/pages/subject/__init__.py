"""What ads are about: races, candidates and measures, topics."""
