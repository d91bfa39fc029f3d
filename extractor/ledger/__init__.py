"""The ledger: what many articles say, linked: one entry for one proposition of one source, figures side by side.

    from extractor.ledger import ledger

    kept = ledger(results)

``ledger`` takes the results of any number of articles, in any order; ``extractor.ledger.record`` has what it returns.
"""

from extractor.ledger.keeping import ledger
from extractor.ledger.record import Conflict, Entry, Figure, Ledger, Origin, Reference

__all__ = ["Conflict", "Entry", "Figure", "Ledger", "Origin", "Reference", "ledger"]
