"""Evidence as one self-contained sentence, with the words added for context in [brackets]."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.literals.language.clauses import has_finite_verb
from extractor.literals.language.tokens import first_token
from extractor.literals.language.words import listed
from extractor.text import Range

JOINT = "In"
"""The bracket that "where" leaves behind: it holds no referent."""
COPULAS = listed("is are was were")
"""Brackets of a copula that a title, an apposition or a participle lacks ("Brandt [was] leaving")."""
_BRACKET = re.compile(r"\[([^\[\]]+)\]")
_RELATIVE = re.compile(r"^([^,]{1,60}),\s+(?:which|who)\s+(?!(?:which|who|where)\b)")
_WHERE = re.compile(r"^([^,]{1,60}),\s+where\s+((?!(?:which|who|where)\b).+)$", re.DOTALL)
_PRONOUN = re.compile(r"^(?:which|who)\s+")
_SMALL = listed("the a an of in on at by for to with from and or is are was were has have had be been that")
_MOST_SMALL = 4
"""Most small words that are left off at one end of a bracket."""


def brackets(statement: str) -> list[str]:
    """Return the words inside each [bracket] of a statement."""
    return [words.strip() for words in _BRACKET.findall(statement) if words.strip()]


def outside_brackets(statement: str) -> str:
    """Return a statement without the words that were added."""
    return _BRACKET.sub(" ", statement)


def derive(evidence: Sequence[str], subject: str | None = None) -> str:
    """Return the evidence as one sentence: its pieces in order, the subject in brackets before them.

    The article's own brackets become parentheses, since brackets mark added words. "Orrin, which is small" becomes
    "Orrin is small", and "Orrin, where it rains" becomes "[In] Orrin, it rains".
    """
    body = _rounded(" ".join(" ".join(piece.split()) for piece in evidence)).strip()
    if "wh" in body:
        body = _RELATIVE.sub(r"\1 ", body, count=1)
        if where := _WHERE.match(body):
            body = f"[{JOINT}] {where[1]}, {where[2]}"
    if subject:
        body = f"[{_rounded(subject)}] {_PRONOUN.sub('', body)}"
    elif not body.startswith("["):
        body = body[:1].upper() + body[1:]
    return body if body.endswith((".", "?", "!")) else body + "."


def place_word(piece: str) -> Range | None:
    """Return where "where" stands in "Orrin, where it rains": the word that "[In]" stands for."""
    match = _WHERE.match(piece) if "where" in piece else None
    return (match.end(1) + piece[match.end(1) :].index("where"), match.start(2) - 1) if match else None


def _rounded(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")


def lacks_subject(piece: str) -> bool:
    """Whether a clause begins with its verb or a relative pronoun, so that it does not say what it is about."""
    first = first_token(piece, 0, len(piece))
    return first.lower() in {"which", "who"} or (not first[:1].isupper() and has_finite_verb(first))


def cited(words: str, text: str) -> list[Range]:
    """Find the places of ``text`` that the words of a bracket can come from, whatever their case.

    The whole words are sought first; else, with small words left off at both ends, what is left of them.
    """
    parts = words.removesuffix("'s").removesuffix("’s").split()
    found = _places(words.split(), text) or _places(parts, text)
    for end in (0,) * _MOST_SMALL + (-1,) * _MOST_SMALL:
        if not found and parts and parts[end].lower() in _SMALL:
            del parts[end]
            found = _places(parts, text)
    return found


def _places(parts: Sequence[str], text: str) -> list[Range]:
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]
