"""Instructions: which sentences of an article speak to a machine, and tell nothing of the world."""

from extractor.literals.instructions.finding import find

__all__ = ["find"]
