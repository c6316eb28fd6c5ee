"""What is claimed, as rules: a module a clip, named like it, and in it a function a rule.

A rule is asked about facts, what is known of a clip, and says whether it holds. Scripts bind their
claims to rules by name, with hyphens: ``word-stands-there-twice``. Knows nothing of Manim.
"""
