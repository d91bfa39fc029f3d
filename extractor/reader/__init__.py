"""Reader: paths and bytes to articles. No network."""

from extractor.reader.articles import read, read_piece, read_text
from extractor.reader.counting import count
from extractor.reader.inputs import Piece, Unreadable, files
from extractor.reader.metadata import KEYS, given_day

__all__ = ["KEYS", "Piece", "Unreadable", "count", "files", "given_day", "read", "read_piece", "read_text"]
