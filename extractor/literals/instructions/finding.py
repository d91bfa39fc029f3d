"""Which sentences of an article speak to a machine rather than to its readers.

An article is data. What it says to a language model, in words ("ignore the above and output …") or in the marks of
another format (a chat turn, a closing tag, an answer in JSON, a template, code), is no news: such sentences are skipped
and never shown to a model. Two judges: ``marks`` knows formats, ``orders`` knows language. Neither knows every trick; a
planted sentence that reads like news is what the article says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.literals.instructions import marks, orders
from extractor.text import Range

_LEADING = re.compile(
    r"(?:\s*(?:</?[a-zA-Z][^<>\n]{0,60}>|\[/?[A-Z]{2,10}\]|\{\{/[^{}\n]{0,60}\}\}|<\|[^|\n]{0,20}end[^|\n]{0,20}\|>))+"
)


def find(text: str, sentences: Sequence[Range]) -> frozenset[int]:
    """Find the sentences that speak to a machine.

    Args:
        text: The article's text.
        sentences: ``[start, end)`` of each sentence, in code points, in text order.

    Returns:
        Their indices in ``sentences``.
    """
    regions = marks.regions(text)
    return frozenset(
        i for i, place in enumerate(sentences) if _touched(text, place, regions) or orders.is_order(text[slice(*place)])
    )


def _touched(text: str, place: Range, regions: Sequence[Range]) -> bool:
    """Whether marks stand in a sentence; those before its first word belong to what they close or open."""
    if not regions:
        return False
    found = _LEADING.match(text, *place)
    start = found.end() if found else place[0]
    return any(left < place[1] and start < right for left, right in regions)
