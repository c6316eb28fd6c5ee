"""What is said, for the ear: text only, which knows of no sound."""
