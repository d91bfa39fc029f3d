"""Draft to grounded draft, or a rejection with its reason."""

from extractor.ground.grounding import Ground

__all__ = ["Ground"]
