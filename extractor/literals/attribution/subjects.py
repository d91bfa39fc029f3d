"""Who a sentence is about, where that is a person: whom "he" in the next sentence may stand for.

Offsets are half-open code points of the string that was given.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.literals.attribution import sources
from extractor.literals.attribution.groups import Groups
from extractor.literals.language.words import listed
from extractor.text import Range

_WOMEN = listed("ms mrs miss lady queen princess spokeswoman chairwoman congresswoman mother sister wife woman")
_MEN = listed("mr sir lord king prince spokesman chairman congressman father brother husband man")
_CONTRARY = {"she": _MEN, "her": _MEN, "he": _WOMEN, "his": _WOMEN}
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=1024)
def subject(sentence: str) -> Range | None:
    """Return the subject of a sentence's first verb outside quotation marks; None where none stands before it."""
    reading = Groups(sentence)
    for k, letter in enumerate(reading.tags):
        if letter == "V" and reading.quotation(k) is None:
            return reading.before(reading.group_start(k))
    return None


def is_person(mention: str, text: str) -> bool:
    """Whether a subject is surely one person or several: a role, or a name that stands in the text in full.

    One capitalised word may be the first of any sentence, and what things happen "in" is a place.
    """
    reading = sources.read(mention)
    if sources.is_pronoun(mention) or reading.kind not in {"person", "unnamed_person"}:
        return False
    if reading.name is None:
        return True
    name = mention[slice(*reading.name)]
    place = sources.fullest(name, text)
    full = name if place is None else text[slice(*place)]
    return " " in full and not re.search(rf"\b(?:in|at|near|across) (?:{re.escape(name)}|{re.escape(full)})\b", text)


def fits(pronoun: str, mention: str) -> bool:
    """Whether "he" or "she" can stand for one who is mentioned so: "he" for no spokeswoman."""
    return _CONTRARY.get(pronoun, frozenset()).isdisjoint(_WORD.findall(mention.lower()))


def is_joint(mention: str) -> bool:
    """Whether a mention names two who speak as one."""
    name = sources.read(mention).name
    return name is not None and " and " in mention[slice(*name)]
