"""Right claims with what would make them wrong: written by hand, or made of a fixture's gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.dataset import Fixture
from evals.schema import GoldClaim, Words
from extractor import extract
from extractor.schema import Article, Kind

Wrong = Literal[
    "number",
    "scale",
    "unit",
    "bound",
    "negation",
    "name",
    "source",
    "hedge",
    "date",
    "quantifier",
    "addition",
    "stitched",
]
Swap = tuple[str, str]
"""Words as they stand, and what is put in their place; of ``stitched`` the two places that do not belong together."""

_DIGITS = re.compile(r"\d[\d,.]*")
_BOUND = re.compile(
    r"(?:more than|at least|over|around|about|almost|nearly|up to|fewer than|less than) (?=\S)", re.IGNORECASE
)
_TURNED = {"more than": "fewer than", "over": "under", "at least": "at most", "almost": "over", "around": "over"}
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|has|have|had|will|would)\b(?! not|n't)")
_NEXT = {
    "Monday": "Thursday", "December": "March", "February": "June", "2022": "2019", "2023": "2020", "Friday": "Tuesday",
}  # fmt: skip
_QUANTIFIERS = {"all": "some", "most": "all", "some": "all", "many": "all", "several": "all", "both": "neither of the"}


class PairsError(Exception):
    """A file of pairs that cannot be used; the message names it and the entry."""


class Reworded(BaseModel):
    """An honest rewording of a statement, and how it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    how: str
    statement: str


class Pair(BaseModel):
    """A right claim: an article, a draft of it as a faithful engine would make it, and what would make that wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    published: date | None = None
    text: str
    sentence: Annotated[int, Field(ge=1)]
    evidence: tuple[str, ...]
    statement: str
    source: str | None = None
    cue: str | None = None
    reported_by: str | None = None
    subject: str | None = None
    quantities: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    kind: Kind = "event"
    wrong: Mapping[Wrong, tuple[Swap, ...]] = Field(default_factory=dict)
    reworded: tuple[Reworded, ...] = ()

    @property
    def article(self) -> Article:
        """Its article."""
        return Article(text=self.text, published=self.published, language="en")


def load(folder: Path) -> list[Pair]:
    """Load the pairs of a folder of YAML files.

    Raises:
        PairsError: A file is no list of pairs, or two pairs have one id.
    """
    pairs = [pair for file in sorted(folder.glob("*.yaml")) for pair in _of_file(file)]
    ids = [pair.id for pair in pairs]
    if repeated := next((one for one in ids if ids.count(one) > 1), None):
        raise PairsError(f"The id {repeated} names two pairs of {folder}.")
    return pairs


def _of_file(file: Path) -> Iterator[Pair]:
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (Pair.model_validate(entry) for entry in entries)
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PairsError(f"{file} holds no pairs: {error}") from error


def of_gold(fixture: Fixture) -> Iterator[Pair]:
    """Yield a pair for each gold claim of a fixture, with wrong swaps made by rules."""
    sentences = extract(fixture.article, model="rules").sentences
    named = [gold.attribution.chain[0] for gold in fixture.gold.claims if gold.attribution]
    speakers = list(dict.fromkeys(one.name.text for one in named if one.name))
    for gold in fixture.gold.claims:
        start = fixture.located[gold.id][0].start
        number = next(n for n, sentence in enumerate(sentences, 1) if start < sentence.end)
        yield _pair(fixture, gold, number, speakers)


def _pair(fixture: Fixture, gold: GoldClaim, number: int, speakers: Sequence[str]) -> Pair:
    chain = gold.attribution.chain if gold.attribution else ()
    mentions = [_text(link.span or link.name) for link in chain]
    evidence = tuple(words.text for words in gold.evidence)
    quantities = tuple(quantity.text.text for quantity in gold.quantities)
    times = tuple(time.text.text for time in gold.times)
    source = mentions[0] if mentions else None
    swaps: dict[Wrong, Iterator[Swap]] = {
        "number": _renumbered(quantities),
        "unit": ((words, words.replace("%", " percentage points")) for words in quantities if "%" in words),
        "bound": _rebound(quantities),
        "negation": _negated(" ".join(evidence)),
        "source": ((source, other) for other in speakers if source and _is_another(source, other)),
        "hedge": ((f"{hedge.text.text} ", "") for hedge in gold.hedges),
        "date": ((old, new) for old, new in _NEXT.items() if any(old in words for words in times)),
        "quantifier": _requantified(" ".join(evidence)),
        "addition": iter([(evidence[-1], f"{evidence[-1].rstrip('.')} without any warning")]),
    }
    statement = gold.statement
    return Pair(
        id=f"{fixture.id}-{gold.id}",
        published=fixture.article.published,
        text=fixture.article.text,
        sentence=number,
        evidence=evidence,
        statement=statement,
        source=source,
        cue=_text(chain[0].cue) if chain else None,
        reported_by=mentions[1] if len(mentions) > 1 else None,
        subject=_text(gold.subject),
        quantities=quantities,
        times=times,
        kind=gold.kind or "event",
        wrong={name: tuple(made) for name, made in swaps.items()},
        reworded=tuple(Reworded(how="gold", statement=other) for other in gold.alternatives.statement),
    )


def _is_another(source: str, other: str) -> bool:
    """Whether two names cannot be one's: a pronoun may be anybody's."""
    return source.lower() not in ("he", "she", "we", "i", "they") and other not in source and source not in other


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def _renumbered(quantities: Sequence[str]) -> Iterator[Swap]:
    for words in quantities:
        if (found := _DIGITS.search(words)) is not None:
            first = words[found.start()]
            yield words, words[: found.start()] + str(int(first) % 9 + 1) + words[found.start() + 1 :]


def _rebound(quantities: Sequence[str]) -> Iterator[Swap]:
    for words in quantities:
        if (found := _BOUND.match(words)) is not None:
            yield words, words[found.end() :]
            if turned := _TURNED.get(found.group().strip().lower()):
                yield words, f"{turned} {words[found.end() :]}"


def _negated(evidence: str) -> Iterator[Swap]:
    if (found := _AUXILIARY.search(evidence)) is not None:
        yield found.group(), f"{found.group()} not"


def _requantified(evidence: str) -> Iterator[Swap]:
    for word, other in _QUANTIFIERS.items():
        if re.search(rf"\b{word}\b", evidence):
            yield word, other
