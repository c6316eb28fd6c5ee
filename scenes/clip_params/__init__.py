"""What a lecturer can change of each clip; ``scenes.params`` lists them all."""
