"""From an Altair chart to an SVG in a page, to a file of its own, and many of them at once."""
