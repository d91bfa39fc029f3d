"""Reader: paths and bytes to articles. No network."""

from extractor.reader.articles import read, read_text
from extractor.reader.inputs import Unreadable

__all__ = ["Unreadable", "read", "read_text"]
