"""Evidence that is cut inside a word, a number, a time or a noun phrase: taken whole, or objected to.

It grows to the left over what binds to its first noun ("former", "few", "3 of", "the mayor of") and to both sides over
scores and times; what it grew by must not be missing in the draft's own statement. It never grows over a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.ground import operators
from extractor.ground.passage import Objection, Passage
from extractor.literals.language.clauses import DETERMINERS, is_finite
from extractor.literals.language.tokens import Token
from extractor.literals.language.words import listed
from extractor.literals.numbers.numerals import NUMBER_WORDS
from extractor.text import Range, words

_JOINED_BEFORE = re.compile(r"(?:[^\W_]+['’‑‐\-])+$|\d+[–:]$")
_JOINING = frozenset("'’‑‐-–:\n")
"""What can stand right before a word of which the evidence has the later part."""
_JOINED_BEHIND = re.compile(r"(?:['’‑‐\-][^\W_]+)+|[–:]\d+")
_OUT_OF = re.compile(r"\s+(?:out )?of (?:the |its |their )?\d[\d.,]*(?<=\d)")
_OUTSIDE = listed(
    "in on at by for to with from into over under and or but as than while that which who whose where whom when "
    "because if unless after before during since until about through against among between including said says it he "
    "she they we you i there not so also however then yet like amid despite near within without via per via plus"
)
_GOVERNING = listed("accused suspected instead capable incapable short because out ahead convicted guilty afraid fear")
_RELATIVES = listed("which who whose where that whom")
_LONGEST_PHRASE = 8


def whole(passage: Passage, places: Sequence[Range], statement: str | None) -> list[Range] | Objection:
    """Take each piece of evidence with all that binds to its edges.

    Args:
        passage: Their sentence.
        places: The pieces, in text order.
        statement: What the draft states; it must say what the evidence grew by.
    """
    grown: list[Range] = []
    for place in places:
        floor = grown[-1][1] if grown else _floor(passage, place)
        left = _left(passage, place, floor)
        if isinstance(left, Objection):
            return left
        right = _right(passage, place)
        if isinstance(right, Objection):
            return right
        if (wrong := _unsaid(passage, place, (left, right), statement)) is not None:
            return wrong
        grown.append((left, right))
    return _apart(grown)


def _floor(passage: Passage, place: Range) -> int:
    """Where evidence can start at the earliest: with the passage that the same voice says."""
    starts = [start for voice in passage.heard for start, end in voice.content if start <= place[0] < end]
    return max([passage.start, *starts])


def _left(passage: Passage, place: Range, floor: int) -> int | Objection:
    start = place[0]
    if start <= floor:  # nothing to grow over
        return floor
    for _ in range(_LONGEST_PHRASE):
        moved = _timed(passage, (start, place[1]))[0] if start >= floor else start
        moved = _joined(passage, max(moved, floor), floor)
        phrase = _phrase(passage, moved, place[1], floor)
        if isinstance(phrase, Objection) or phrase == start:
            return phrase
        start = phrase
    return start


def _right(passage: Passage, place: Range) -> int | Objection:
    end = _timed(passage, place)[1]
    if passage.text[end - 1].isdigit() and (out_of := _OUT_OF.match(passage.text, end, passage.end)) is not None:
        return Objection("bound_conflict", f'The evidence leaves out "{out_of.group().strip()}".')
    joined = _JOINED_BEHIND.match(passage.text, end, passage.end)
    if joined is None or not passage.text[end - 1].isalnum():
        return end
    if passage.text[end - 1].isdigit() and joined.group()[-1].isdigit():
        return joined.end()
    return Objection("edited", f'The evidence ends inside "{_around(passage, end)}".')


def _timed(passage: Passage, place: Range) -> Range:
    """A time that the evidence cuts is taken whole."""
    start, end = place
    for left, right in passage.times:
        if left < end and start < right and not (start <= left and right <= end):
            start, end = min(start, left), max(end, right)
    return start, end


def _joined(passage: Passage, start: int, floor: int) -> int:
    """Where the word starts that hyphens, apostrophes or a score make of what the evidence starts with."""
    if start >= passage.end or not passage.text[start].isalnum() or passage.text[start - 1] not in _JOINING:
        return start
    found = _JOINED_BEFORE.search(passage.text, max(floor, start - 40), start)
    return found.start() if found else start


def _phrase(passage: Passage, start: int, end: int, floor: int) -> int | Objection:
    """Where the noun phrase starts whose later words the evidence starts with; only what binds is taken."""
    tokens, first = passage.tokens, passage.index(start)
    if first >= len(tokens) or not _opens_phrase(tokens[first]):
        return start
    taken = k = first
    while k > 0 and first - k < _LONGEST_PHRASE and tokens[k - 1].start >= floor:
        if (number := _number(passage, tokens[k - 1])) is not None and number[0] >= floor:
            taken = k = passage.index(number[0])
            continue
        before = tokens[k - 1]
        if passage.text[before.end : tokens[k].start].strip(" \t\n\u00a0") or not (
            before.is_word or before.text in "'’"
        ):
            break
        if (wrong := _nought(passage, k - 1)) is not None:
            return wrong
        step = _step(passage, k - 1, first)
        if step is None:
            break
        k -= 1
        taken = k if step else taken
    if taken < first and taken > 0 and tokens[taken - 1].lower in DETERMINERS and tokens[taken - 1].start >= floor:
        taken -= 1
    return tokens[taken].start if taken < first else start


def _number(passage: Passage, token: Token) -> Range | None:
    """The quantity that a token ends: it binds whole, bound included."""
    return next((place for place in passage.quantities if place[0] <= token.start < place[1]), None)


def _opens_phrase(token: Token) -> bool:
    return token.is_word and token.lower not in _OUTSIDE and not is_finite(token) and not token.lower.endswith("ly")


def _step(passage: Passage, k: int, first: int) -> bool | None:
    """Whether token ``k`` binds to what follows (True), may stand inside the phrase (False), or ends it (None)."""
    token, following = passage.tokens[k], passage.tokens[k + 1]
    if _binds(token) or token.lower.endswith(("'s", "s'")) or token.text in "'’":
        return True
    if token.lower == "of":
        return True if _has_head(passage, k, first) else None
    if token.lower in _OUTSIDE or following.lower in DETERMINERS or (is_finite(token) and following.lower != "of"):
        return None
    return following.lower == "of"


def _binds(token: Token) -> bool:
    word = token.lower
    if word in DETERMINERS:
        return word in operators.QUANTIFIERS
    number = word[0].isdigit() or word in NUMBER_WORDS
    return number or word in operators.MODIFIERS or word in operators.QUANTIFIERS


def _has_head(passage: Passage, of: int, first: int) -> bool:
    """Whether what stands before "of" is the head that the evidence belongs to.

    "The crew of [the ferry, which sank]": there the ferry sank, unless both are names ("Bank of Lund").
    """
    head = passage.tokens[of - 1] if of else None
    if head is None or not head.is_word or head.lower in _GOVERNING | _OUTSIDE or is_finite(head):
        return False
    return (head.is_name and passage.tokens[first].is_name) or not _is_antecedent(passage, first)


def _is_antecedent(passage: Passage, first: int) -> bool:
    """Whether a relative clause follows the noun phrase at token ``first`` before any verb does."""
    for token in passage.tokens[first : first + _LONGEST_PHRASE + 2]:
        if token.lower in _RELATIVES:
            return True
        if is_finite(token) or token.text == ";":
            return False
    return False


def _nought(passage: Passage, k: int) -> Objection | None:
    """What makes nothing of the noun behind it: "few voters", "none of the voters"; "a few" are some of them."""
    token, before = passage.tokens[k], passage.tokens[k - 1] if k else None
    if token.lower not in operators.NOUGHTS or (before is not None and before.lower == "a"):
        return None
    if any(start <= token.start < end for start, end in passage.quantities):
        return None
    return Objection("negation_conflict", f'The evidence leaves out "{token.text}", which negates it.')


def _unsaid(passage: Passage, place: Range, grown: Range, statement: str | None) -> Objection | None:
    """What the evidence grew by, where the draft's own statement leaves it out too."""
    if statement is None or grown == place:
        return None
    said = set(words(statement))
    missing = [word for word in words(passage.text[slice(*grown)]) if word not in said | DETERMINERS | {"of"}]
    added = [word for word in missing if word not in words(passage.text[slice(*place)])]
    if not added:
        return None
    detail = f'The evidence leaves out "{added[0]}" of "{passage.text[slice(*grown)][:60]}".'
    if added[0][0].isdigit() or added[0] in NUMBER_WORDS | operators.QUANTIFIERS:
        return Objection("bound_conflict", detail)
    return Objection("hedge_dropped" if added[0] in operators.MODIFIERS else "edited", detail)


def _around(passage: Passage, at: int) -> str:
    return next((token.text for token in passage.tokens if token.start < at < token.end), passage.text[at - 1 : at + 5])


def _apart(places: Sequence[Range]) -> list[Range]:
    """Pieces that grew into each other become one."""
    joined: list[Range] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
