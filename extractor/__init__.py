"""Turns news articles into claims whose every field is proven against the article's characters.

    from extractor import extract

    result = extract("The bridge at Orrin is closed, mayor Ilse Brandt said on Monday.", published="2024-06-12")
    for claim in result.claims:
        print(claim.statement, claim.attribution)

``extract`` reads one article, ``extract_async`` the same inside a running event loop; ``extract_many`` and
``extract_many_async`` read any number; ``gate`` holds claims that were
drafted elsewhere against their article, ``check_statement`` any statement, and ``verify_statement`` asks a model about
one; ``read`` turns files into
articles; ``whole_sentences`` counts the claims of a result that were not cut. Records are in ``extractor.schema``,
errors in ``extractor.errors``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.figures import whole_sentences
    from extractor.library import extract, extract_async
    from extractor.many import extract_many, extract_many_async
    from extractor.proving import check_statement, gate, verify_statement
    from extractor.reader import Unreadable, read
    from extractor.schema import Article, ArticleResult, Claim, Rejection, Span

    __version__: str

__all__ = [
    "Article",
    "ArticleResult",
    "Claim",
    "ExtractorError",
    "Rejection",
    "Span",
    "Unreadable",
    "__version__",
    "check_statement",
    "extract",
    "extract_async",
    "extract_many",
    "extract_many_async",
    "gate",
    "read",
    "verify_statement",
    "whole_sentences",
]

_HOMES = {
    "extractor.errors": {"ExtractorError"},
    "extractor.figures": {"whole_sentences"},
    "extractor.library": {"extract", "extract_async"},
    "extractor.many": {"extract_many", "extract_many_async"},
    "extractor.proving": {"check_statement", "gate", "verify_statement"},
    "extractor.reader": {"Unreadable", "read"},
    "extractor.schema": {"Article", "ArticleResult", "Claim", "Rejection", "Span"},
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `extractor --help` loads no engine (PEP 562)."""
    if name == "__version__":
        return _version()
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What completion offers."""
    return __all__


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # late: it takes a tenth of a second

    try:
        return version("claim-extractor")
    except PackageNotFoundError:  # run from its folder, not installed
        return "0"
