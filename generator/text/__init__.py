"""Words, letters and languages: the bottom of the house. It knows nothing of ads."""
