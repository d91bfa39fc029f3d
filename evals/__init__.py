"""Scores the extractor against hand-labelled articles."""
