"""Our own way of drawing Manim's scenes, which differs from stock Manim's in speed alone.

The ``renderer`` walks a scene frame by frame and shows each to a visitor. A ``drawing`` keeps the
picture up to date on a ``canvas``: ``outline`` knows what cairo draws of a mobject, ``tiles`` where
it is.
"""
