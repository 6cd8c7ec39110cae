"""What others do with the same encoder, run on the same questions."""
