"""Vectors and matrices as numbers and colours."""
