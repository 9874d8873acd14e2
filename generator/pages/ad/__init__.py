"""One ad, wherever it is shown: its facts, its parts, what its buyer chose."""
