"""Whether a statement is its evidence: the same words in the same order, the same numbers, negations and hedges.

A bag of words cannot tell who hit whom, "from 5 to 9" from "from 9 to 5", nor which verb a "not" belongs to. So a
statement is walked along its evidence, word by word. What may differ is closed: contractions, the number of an
auxiliary, "had been" where indirect speech shifted a tense, and a few words that may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from extractor.literals import quantities
from extractor.literals.language.words import listed
from extractor.literals.quantities import QuantityReading
from extractor.literals.statements.comparing import Objection, amount, disagreement
from extractor.literals.statements.deriving import brackets, outside_brackets
from extractor.literals.statements.referents import PRONOUNS
from extractor.literals.statements.repeating import repeats
from extractor.text import fold

_TOKEN = re.compile(r"\[[^\[\]]*\]|[$€£¥%?+]|(?<![\w.,])-(?=\d)|[^\W_]+(?:['.,/-][^\W_]+)*|,")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_EMPTY = re.compile(r"\[\s*\]")
_ADDED = "[]"
"""Stands for a bracket among the words of a statement."""
_OMISSIBLE = listed("that however also then")
_RELATIVE = listed("which who where")
_JOINING = listed("and but")
_IT_IS = listed("it he she that there here what who where this")
_CLITICS = {"n't": "not", "'ve": "have", "'re": "are", "'ll": "will", "'m": "am"}
_IRREGULAR = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not"}
_SAME = frozenset(
    frozenset(pair.split("="))
    for pair in ["has=have", "is=are", "was=were", "do=does", "is=am", "'s=is", "'s=has", "'d=had", "'d=would"]
)
"""Forms of one auxiliary that differ in number, or are written short."""
_SHIFTED = {("had", "has"), ("had", "have")}
"""What indirect speech says, and what direct speech says for it; so too "had been" for "was" and "were"."""
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_FUNCTION = listed(
    "a an the of in on at by for to with from and or but is are was were be been being has have had do does did not "
    "that this these those it its they them their he she his her him we our us i my who which where when as than then "
    "there so such also"
)


class _Word(NamedTuple):
    """A word of the evidence; ``loose`` tells that a statement may leave it out."""

    text: str
    loose: bool


def objection(statement: str, evidence: str, *, published: date | None = None) -> Objection | None:
    """Tell what a statement says beyond or against its evidence.

    Args:
        statement: With its added words in [brackets].
        evidence: The words that carry it.
        published: Day of publication, against which relative dates are read.

    Returns:
        None where its numbers, dates, negations, hedges and names are the evidence's, and no word is new, in whatever
        order; else the reason and a sentence about it.
    """
    own, there = fold(outside_brackets(statement)).text, fold(_rounded(evidence)).text
    beside = " ".join(brackets(statement))
    if repeats(own, there, published=published):
        return None  # nothing to compare
    return disagreement(own, there, beside=beside, published=published) or _additions(own, there)


def is_carried(statement: str, evidence: str, *, indirect: bool = False) -> bool:
    """Whether a statement, its brackets aside, is the words of its evidence in their order, and their quantities.

    Args:
        statement: With its added words in [brackets].
        evidence: The words that carry it.
        indirect: Whether these are indirect speech, whose tenses are shifted.
    """
    own = _tokens(_EMPTY.sub(" ", statement))
    there = list(_evidence(_tokens(_rounded(evidence))))
    return _walks([word for word in own if word != ","], there, indirect)


def _rounded(evidence: str) -> str:
    """The article's own brackets are no added words."""
    return evidence.replace("[", "(").replace("]", ")")


def _walks(own: Sequence[str], there: Sequence[_Word], indirect: bool) -> bool:
    i = j = 0
    while i < len(own):
        word = there[j] if j < len(there) else _Word("", False)
        if own[i] == word.text and own[i] != _ADDED:  # as it mostly is
            i, j = i + 1, j + 1
            continue
        taken = _match(own[i : i + 2], [word.text for word in there[j : j + 2]], indirect)
        if taken != (0, 0):
            i, j = i + taken[0], j + taken[1]
        elif own[i] == _ADDED:
            replaces = word.text in PRONOUNS and not (i + 1 < len(own) and _same(own[i + 1], word.text, indirect))
            i, j = i + 1, j + replaces
        elif word.loose:
            j += 1
        else:
            return False
    return all(word.loose for word in there[j:])


def _match(own: Sequence[str], there: Sequence[str], indirect: bool) -> tuple[int, int]:
    """How many words of both sides say the same: (0, 0) where the next ones do not."""
    if not there or own[0] == _ADDED:
        return 0, 0
    if _same(own[0], there[0], indirect):
        return 1, 1
    return (1, 2) if indirect and own[0] in {"was", "were"} and list(there) == ["had", "been"] else (0, 0)


def _same(own: str, there: str, indirect: bool) -> bool:
    return own == there or frozenset((own, there)) in _SAME or (indirect and (there, own) in _SHIFTED)


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[str, ...]:
    """Words and the signs that count, lower case, contractions written out; a quantity is one token: what it says."""
    folded = fold(text).text
    placed = quantities.find(_BRACKET.sub(_blank, folded))
    found = ((match.group(), match.start()) for match in _TOKEN.finditer(folded))
    return tuple(part for token, start in found for part in _parts(token, start, placed))


def _parts(token: str, start: int, placed: Sequence[QuantityReading]) -> Sequence[str]:
    if token[0] == "[":
        return (_ADDED,)
    whole = next((reading for reading in placed if reading.start <= start < reading.end), None) if placed else None
    if whole is None:
        return _written_out(token.lower())
    return [repr(amount(whole))] if start == whole.start else []


def _blank(added: re.Match[str]) -> str:
    """What was added, as signs that no number runs on over."""
    return "|" * len(added.group())


def _written_out(token: str) -> Sequence[str]:
    if "'" not in token and token not in _IRREGULAR:
        return (token,)
    if token in _IRREGULAR:
        return _IRREGULAR[token].split()
    for ending, whole in _CLITICS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return [token.removesuffix(ending), whole]
    base, mark, ending = token.rpartition("'")
    short = mark and (ending == "d" or (ending == "s" and base in _IT_IS))
    return [base, mark + ending] if short else [token]


def _evidence(tokens: Sequence[str]) -> Iterator[_Word]:
    """The words of the evidence, each with whether a statement may leave it out."""
    words = [i for i, word in enumerate(tokens) if word != ","]
    edges = {*words[:1], *words[-1:]}
    for i in words:
        relative = tokens[i] in _RELATIVE and (i in edges or tokens[i - 1] == ",")
        joining = tokens[i] in _JOINING and i in edges
        yield _Word(tokens[i], relative or joining or tokens[i] in _OMISSIBLE)


def _additions(own: str, evidence: str) -> Objection | None:
    """Content words that are new; those of a number were compared by its value."""
    there = {stem(word) for word in _tokens(evidence)}
    for word in _tokens(own):
        if word[0].isalnum() and word not in _FUNCTION and stem(word) not in there:
            return "unsupported_addition", f'The statement adds "{word}" outside of [brackets].'
    return None


def stem(word: str) -> str:
    """A crude stem: inflection alone brings nothing from outside, so the evidence can speak for itself."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
