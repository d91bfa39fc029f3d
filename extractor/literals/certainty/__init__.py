"""Certainty: hedges and modality, polarity, and what kind of claim a passage makes."""

from extractor.literals.certainty.hedges import HedgeReading, hedges, is_future, is_open, modality
from extractor.literals.certainty.kinds import checkable, kind
from extractor.literals.certainty.polarity import negations, polarity

__all__ = ["HedgeReading", "checkable", "hedges", "is_future", "is_open", "kind", "modality", "negations", "polarity"]
