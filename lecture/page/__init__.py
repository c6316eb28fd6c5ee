"""The course page: the lecture as a static site, to be read, watched, touched and embedded."""
