"""The commands of ``unrolled``, one a file."""
