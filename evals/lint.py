"""Refuses gold that contradicts its own words: a label that is wrong makes every score wrong.

That the words stand in the article, that fields are known and ids are single is seen to by loading. Here what was
labelled is held against what the words say: numbers, dates and sources by the same literal parsers that the extractor
uses, statements by their evidence, and claims by each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, combinations

from evals import similarity
from evals.dataset import Fixture
from evals.schema import GoldClaim, GoldQuantity, GoldSource, GoldTime
from evals.sides import Side, of_gold
from evals.words import content_words, fold
from extractor.literals import dates, quantities

_NOW = "PRESENT_REF"
_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)

_TWINS = 0.9
_NAME = re.compile(r"[^\W\d_]*[A-Z][\w'’-]+")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"\d")


def complaints(fixture: Fixture) -> Iterator[str]:
    """Yield what is wrong with a fixture's labels, one sentence each, with the claim and the remedy."""
    for claim in fixture.gold.claims:
        for wrong in _claim(fixture, claim):
            yield f"{fixture.id}, claim {claim.id}: {wrong}"
    yield from (f"{fixture.id}, {wrong}" for wrong in _between(of_gold(fixture)))
    if fixture.gold.split is None:
        yield f"{fixture.id}: it names no split; write dev or test."


def _claim(fixture: Fixture, claim: GoldClaim) -> Iterator[str]:
    """Complain of every reading of a claim: what gold lists as right counts as right."""
    other = claim.alternatives
    for quantity in claim.quantities:
        yield from _quantity(quantity)
    for quantity in chain(*other.quantities):
        yield from () if _in_another_unit(quantity) else _quantity(quantity)
    for time in chain(claim.times, *other.times):
        yield from _time(time, fixture)
    for voice in filter(None, (claim.attribution, *other.attribution)):
        for source in voice.chain:
            yield from _source(source)
    yield from _content(fixture, claim)
    yield from _statement(fixture, claim)
    yield from _categories(claim)


def _categories(claim: GoldClaim) -> Iterator[str]:
    """What counts names its categories; and who denies something holds that it is not so."""
    for name in () if claim.optional else ("kind", "modality", "polarity", "checkable"):
        if getattr(claim, name) is None:
            yield f"{name} is left out; name it, or make the claim optional."
    acts = {voice.chain[0].act for voice in (claim.attribution, *claim.alternatives.attribution) if voice}
    if acts == {"denied"} and {claim.polarity, *claim.alternatives.polarity} == {"positive"}:
        yield "its source denied it, so its polarity is negative; mend polarity or act."


def _in_another_unit(gold: GoldQuantity) -> bool:
    """Whether another reading counts in another unit: "more than doubled" is more than 100 percent more."""
    said = quantities.read(gold.text.text)
    return said is not None and fold(gold.unit or "") != fold(said.unit or "")


def _quantity(gold: GoldQuantity) -> Iterator[str]:
    said = quantities.read(gold.text.text)
    if said is None:
        if gold.value is not None and not _SCALED.search(gold.text.text) and not content_words(fold(gold.text.text)):
            yield f"{gold.text.text!r} names no number; mend its words."
        return
    scored = gold.model_fields_set
    if "value" in scored and gold.comparator != "between" and not _equal(gold.value, said.value):
        yield f"{gold.text.text!r} is {said.value}, not {gold.value}; mend value or words."
    if "comparator" in scored and gold.comparator != said.comparator:
        yield f"{gold.text.text!r} says {said.comparator}, not {gold.comparator}; mend comparator or words."
    if (
        gold.unit and said.unit and not fold(gold.unit).startswith(fold(said.unit))
    ):  # "cubic metre per second" may go on
        yield f"{gold.text.text!r} has the unit {said.unit}, not {gold.unit}; mend unit or words."
    for name in ("low", "high"):
        ours, theirs = getattr(gold, name), getattr(said, name)
        if name in scored and gold.comparator == said.comparator and not _equal(ours, theirs):
            yield f"{gold.text.text!r} has {name} {theirs}, not {ours}; mend it."


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    """To fifteen digits: no more stand in a file."""
    return one == other if one is None or other is None else abs(one - other) <= abs(other) * Decimal("1e-14")


def _time(gold: GoldTime, fixture: Fixture) -> Iterator[str]:
    """The days of a time are those that its words can mean; which week or year they are of, the article decides."""
    words = gold.text.text
    said = dates.read(words, fixture.article.published)
    if said is None or said.timex == _NOW or gold.start is None or gold.end is None:
        return
    if said.first is None or said.last is None or (gold.end >= said.first and gold.start <= said.last):
        return
    if not _of_another_year(gold.start, gold.end, said.first, said.last, words):
        place = f"{said.first.isoformat()[:10]} to {said.last.isoformat()[:10]}"
        yield f"{words!r} is {place} here, not {gold.start} to {gold.end}; mend the dates or the words."


def _of_another_year(start: date, end: date, first: date, last: date, words: str) -> bool:
    """Whether two periods are the same but for a year, or a weekday's week, that the words do not name."""
    if _YEAR.search(words):
        return False
    if start == end and first == last and _WEEKDAY.search(words):
        return start.weekday() == first.weekday()
    same_days = (start.day, end.month) == (first.day, last.month)
    return same_days and start.month == first.month


def _source(gold: GoldSource) -> Iterator[str]:
    """A mention with a name of its own names the source."""
    if gold.span is None or gold.name is None:
        return
    names = [fold(name) for name in (gold.name.text, *gold.aliases)]
    title = fold(gold.title.text) if gold.title else ""
    mentioned = [fold(word) for word in _NAME.findall(unicodedata.normalize("NFC", gold.span.text))]
    known = {word for name in names for word in content_words(name)} | set(content_words(title))
    if len(mentioned) > 1 and not any(word in known for each in mentioned for word in content_words(each)):
        yield f"the mention {gold.span.text!r} does not name {gold.name.text!r}; mend name or span."


def _content(fixture: Fixture, claim: GoldClaim) -> Iterator[str]:
    """Evidence lies inside of what is attributed."""
    content = claim.attribution.content if claim.attribution else None
    if content is None:
        return
    places = [fixture.where(claim.id, words) for words in content]
    for span in fixture.located[claim.id]:
        if not any(place.start <= span.start and span.end <= place.end for place in places):
            yield f"the evidence {span.text!r} lies outside of the content; widen the content or mend the evidence."


def _statement(fixture: Fixture, claim: GoldClaim) -> Iterator[str]:
    """Outside of brackets a statement has its evidence's words, numbers among them; so has every other right one."""
    located = (span.text for span in fixture.located[claim.id])
    named = (words.text for evidence in claim.alternatives.evidence for words in evidence)
    allowed = _written_out(fold(" ".join((*located, *named))))
    for statement in (claim.statement, *claim.alternatives.statement):
        added = [word for word in content_words(fold(_BRACKETED.sub(" ", statement))) if word not in allowed]
        if added:
            yield f"its statement has {added[0]!r}, which its evidence has not; put it in [brackets] or take it out."
    if len(_BRACKETED.findall(claim.statement)) != len(claim.context):
        yield "its statement and its context have not the same number of brackets; name each bracket's place."


def _written_out(evidence: str) -> set[str]:
    """The content words of an evidence, and those of its contractions written out."""
    written = evidence
    for short, whole in (("'ve", " have"), ("n't", " not"), ("'re", " are"), ("'ll", " will"), ("'m", " am")):
        written = written.replace(short, whole)
    return {*content_words(evidence), *content_words(written.replace("'s", " is 's"))}


def _between(sides: tuple[Side, ...]) -> Iterator[str]:
    for one, other in combinations(sides, 2):
        same = similarity.overlap(one.evidence[0], other.evidence[0])
        if same == 1 and one.statements == other.statements:
            yield f"claims {one.id} and {other.id} are the same; remove one."
        elif same >= _TWINS and not one.optional and not other.optional and _alike(one, other):
            yield f"claims {one.id} and {other.id} overlap like twins; make one of them, or one optional."


def _alike(one: Side, other: Side) -> bool:
    return similarity.text(one, other, None) >= _TWINS and one.polarity == other.polarity
