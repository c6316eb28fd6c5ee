"""One's own voice: takes in a folder, a file for every beat or every sentence."""
