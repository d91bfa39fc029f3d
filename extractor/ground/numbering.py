"""Numbers of evidence: none cut off its bound, none named beside it that the evidence does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.ground.passage import Objection, Passage
from extractor.literals import quantities
from extractor.text import Range, find_all


def cut_bound(passage: Passage, places: Sequence[Range]) -> Objection | None:
    """Evidence that cuts a number off its bound, or a number in two, says something else."""
    for start, end in passage.quantities:
        for left, right in places:
            if left < end and start < right and not (left <= start and end <= right):
                whole, cut = passage.text[start:end], passage.text[max(left, start) : min(right, end)]
                return Objection("bound_conflict", f'The evidence cuts "{whole}" to "{cut}".')
    return None


def misnamed(passage: Passage, places: Sequence[Range], named: Sequence[str]) -> Objection | None:
    """Each quantity named must stand in the evidence, else in its sentence, with the bound that stands before it."""
    for literal in named:
        if is_none(literal, passage):
            continue
        standing = list(_standing(passage, places, literal))
        if not standing:
            return Objection("number_conflict", f'"{literal}" does not stand in the sentence.')
        if all(_differ(literal, whole) for whole in standing):
            return Objection("bound_conflict", f'The article says "{standing[0]}", not "{literal}".')
    return None


def is_none(literal: str, passage: Passage) -> bool:
    """Whether a literal is no quantity, alone or where it stands in its sentence: "many"."""
    if any(character.isdigit() for character in literal):
        return False
    places = find_all(literal, passage.text, *passage.place) if passage.quantities else ()
    if any(one.start < end and start < one.end for one in places for start, end in passage.quantities):
        return False
    return quantities.read(literal) is None


def _standing(passage: Passage, places: Sequence[Range], literal: str) -> Iterator[str]:
    """The quantities, whole, at the places of a literal: those of the evidence, or where it holds none, all others."""
    found = [(match.start, match.end) for match in find_all(literal, passage.text, *passage.place)]
    inside = [(a, b) for a, b in found if any(left <= a and b <= right for left, right in places)]
    for start, end in inside or found:
        whole = next(((a, b) for a, b in passage.quantities if a <= start and end <= b), (start, end))
        yield passage.text[slice(*whole)]


def _differ(literal: str, whole: str) -> bool:
    if literal.strip() == whole:
        return False
    said, meant = quantities.read(literal), quantities.read(whole)
    return said is not None and meant is not None and said.comparator != meant.comparator
