"""Numbers written in digits or words, and the bounds that words put on them."""
