"""Charts: one small tidy frame in, one Altair chart out, and from it a static inline SVG.

``kinds.py`` lists the kinds of charts. Each is built by a function of a frame and says whether a
frame is drawable; ``layers.py`` has the layers of which all are made and ``theme.py`` the house
style. ``drawing/`` turns a chart into markup, and ``interactive/`` has the view for a pointer. Text
for the reader, such as the title and the description, comes from the caller. Importing this package
does nothing.
"""
