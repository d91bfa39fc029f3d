"""Cache: raw answers in one SQLite file, beneath instructor, and readable recordings of them."""

from extractor.cache.store import Cache, Stats, Verification, verify

__all__ = ["Cache", "Stats", "Verification", "verify"]
