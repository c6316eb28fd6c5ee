"""Pictures as video: colours (``yuv``), H.264 (``encoder``, ``reel``, ``h264``), MP4 (``mux``)."""
