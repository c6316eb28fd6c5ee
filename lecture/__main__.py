"""``python -m lecture`` is ``unrolled``, where that is not on the path."""

from lecture.cli import main

if __name__ == "__main__":
    main()
