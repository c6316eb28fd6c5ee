"""What is true: the numbers of a recurrent network, in NumPy. Knows nothing of pictures."""
