"""Attribution: who is said to say what, with which act, in one sentence and from one sentence to the next."""

from extractor.literals.attribution.finding import Attributed, find

__all__ = ["Attributed", "find"]
