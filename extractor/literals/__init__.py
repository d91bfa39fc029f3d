"""Literals: pure functions from words to typed values, and what finds them in a sentence."""
