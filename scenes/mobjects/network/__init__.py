"""Networks, rolled and unrolled, and the wirings of the architectures."""
