"""The presenter: the lecture beat by beat, at the speed of whoever speaks."""
