"""Production: configuration, rendering, captions and the command line of the lecture."""
