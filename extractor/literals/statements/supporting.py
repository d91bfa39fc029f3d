"""A statement against a whole article, without evidence that is named: what of it the article cannot carry.

This is a check of words, not of meaning. It sees numbers, bounds, units, dates, names and content words that the
article does not hold, and negations, directions and hedges that differ from the one sentence that says nearly the same.
It does not see who did what to whom, causes, quantifiers, or a word put in place of another that stands elsewhere in
the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import log

from extractor.literals import certainty
from extractor.literals.language.words import listed
from extractor.literals.statements import comparing
from extractor.literals.statements.carrying import stem
from extractor.literals.statements.comparing import Objection
from extractor.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PLAIN = listed(
    "a an the of in on at by for to with from and or but as than that this these those it its they them their he "
    "his she her him we us our i my you your who whom which whose where when while what how why is are was were "
    "be been being am has have had having do does did will would can could may might must shall should not no nor "
    "so such also there here into over under after before during about between against through out up down off "
    "more most some any all both each other another own same only just then now if because since until although "
    "though however including according said says say told told's one two first new s t"
)
_ALSO = {
    "uk": ("brit", "united kingdom", "england", "london"), "us": ("america", "united states", "washington"),
    "eu": ("european union", "brussels"), "un": ("united nations",),
}  # fmt: skip
"""Other words by which an article names what an abbreviation stands for."""
_ALL = 0.95
"""Part of a statement's words that it has, where nothing else can be meant."""
_ALIKE = 0.75
"""Part of a sentence's words that one of the article has, where the two say nearly the same."""


def unsupported(statement: Sequence[str], article: Sequence[str], *, published: date | None = None) -> list[Objection]:
    """Tell what of a statement its article cannot carry.

    Args:
        statement: Its sentences.
        article: The article's sentences.
        published: Day of publication, against which relative dates of both are read.

    Returns:
        A reason and a sentence for each thing found; empty where nothing speaks against it.
    """
    there = [fold(sentence).text for sentence in article]
    whole = " ".join(there)
    known = _stems(whole)
    weights = _weights(there)
    found: list[Objection] = []
    for sentence in statement:
        said = fold(sentence).text
        near, alike = _likest(said, there, weights)
        found += [
            wrong
            for wrong in (
                comparing.numbers(said, whole),
                comparing.dates_in(said, whole, published),
                _named(said, whole),
                *(_against(said, near, alike) if alike >= _ALIKE else ()),
            )
            if wrong is not None
        ]
        found += [
            ("unsupported_addition", f'The article does not say "{word}".')
            for word in dict.fromkeys(_content(said))
            if stem(word) not in known
        ]
    return found


def _content(text: str) -> Iterator[str]:
    """The words that carry meaning; names are judged by themselves."""
    for match in _WORD.finditer(text):
        word = match.group().removesuffix("'s")
        if word.islower() and word not in _PLAIN and len(word) > 2:
            yield word


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in _WORD.findall(text))


def _weights(sentences: Sequence[str]) -> dict[str, float]:
    """How rare each stem is among the sentences."""
    seen: dict[str, int] = {}
    for sentence in sentences:
        for one in _stems(sentence):
            seen[one] = seen.get(one, 0) + 1
    return {one: log(1 + len(sentences) / count) for one, count in seen.items()}


def _likest(said: str, sentences: Sequence[str], weights: dict[str, float]) -> tuple[str, float]:
    """The sentence that shares the rarest words, and which part of the words of ``said`` it has."""
    own = {stem(word.lower()) for word in _WORD.findall(said) if word.lower() not in _PLAIN}
    stems = [_stems(sentence) for sentence in sentences]
    shared = [sum(weights.get(one, 0.0) for one in own & there) for there in stems]
    best = max(range(len(sentences)), key=shared.__getitem__, default=None)
    return ("", 0.0) if best is None or not own else (sentences[best], len(own & stems[best]) / len(own))


def _named(said: str, whole: str) -> Objection | None:
    there = whole.lower().replace(".", "")
    for name in comparing.names(said):
        plain = name.lower().replace(".", "")
        if (
            plain not in there
            and plain.rstrip("s") not in there
            and not any(one in there for one in _ALSO.get(plain, ()))
        ):
            return "name_not_in_article", f'The article does not name "{name}".'
    return None


def _against(said: str, near: str, alike: float) -> Iterator[Objection]:
    """What differs from the one sentence that says nearly the same."""
    if bool(certainty.negations(said)) != bool(certainty.negations(near)):
        yield "negation_conflict", f'It differs in a negation from "{near[:80]}".'
    if alike >= _ALL and certainty.modality(said) == "certain" and certainty.hedges(near):
        yield "hedge_dropped", f'It says as a fact what is hedged in "{near[:80]}".'
    if (wrong := comparing.direction(said, near)) is not None:
        yield wrong
