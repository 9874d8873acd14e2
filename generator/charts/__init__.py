"""Charts: one small tidy frame in, one Altair chart out, and from it a static inline SVG.

``theme.py`` is the house style, ``svg.py`` turns a chart into markup, ``batch.py`` draws many.
Every other chart module has ``build(frame, …)`` and ``is_drawable(frame)``; text for the reader,
such as the title and the description, comes from the caller. Importing this package does nothing.
"""
