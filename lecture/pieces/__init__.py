"""Published clips taken apart again: the video of a beat, its last picture, any run of beats."""
