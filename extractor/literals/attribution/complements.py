"""What follows a verb of saying, told by its first few tokens: a quotation, "that …", a clause, a noun phrase.

Every look ahead is bounded.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from extractor.literals.attribution.groups import Group, Groups
from extractor.literals.attribution.tagging import TIME_WORDS
from extractor.literals.attribution.verbs import FRAMES
from extractor.literals.language.tokens import MARK_TOKENS
from extractor.literals.language.words import listed

Follows = Literal[
    "quote",
    "that",
    "clause",
    "question",
    "to",
    "someone to",
    "as",
    "for",
    "of",
    "with",
    "about",
    "on",
    "place",
    "noun",
    "comma",
    "end",
    "other",
]

_QUESTION = listed("whether if how what why when where who which")
_FAR_QUESTION = listed("whether if how what why")
_LINKING: dict[str, Follows] = {"of": "of", "for": "for", "as": "as"}
_PREPOSITIONAL: dict[str, Follows] = {
    **_LINKING,
    "with": "with",
    "on": "on",
    **dict.fromkeys(("about", "over", "regarding"), "about"),
    **dict.fromkeys(("at", "in", "during", "after", "before", "from", "via", "through", "following"), "place"),
}
_BESIDE = TIME_WORDS | listed("also again then simply recently repeatedly previously flatly publicly bluntly")
"""Words behind a verb of saying that belong to it."""
_WHERE = listed("on in at to during")
_BOUNDS = {"at": "least", "up": "to", "as": "many"}
_BEFORE_NUMBERS = listed("over under about around between")
_NUMBERS = listed("half two three four five six seven eight nine ten dozens hundreds thousands millions")
_AFTER_COMMA = MARK_TOKENS | {"that"}
_FAR = 30
"""Tokens in which the verb of a clause is sought."""
_REACH = 14
"""Tokens behind a verb within which its "that" or its quotation opens."""


class Complement(NamedTuple):
    """What follows a verb group: its kind, and the token where the content starts."""

    kind: Follows
    start: int


class Complements(Groups):
    """One sentence and what follows its verbs of saying."""

    def follows(self, group: Group) -> Complement:
        """What stands behind a verb group."""
        k = self._behind_time(self.second_verb(group.head) + 1)
        letter = self.tag(k)
        if letter == "," and self.word(k + 1) not in MARK_TOKENS and self.tag(k + 1) != "P":
            return Complement("comma", k)
        if (marked := self._marked(k, group.head)) is not None:
            return marked
        if self._is_bound(k) and self._phrase(k) == "clause":
            return Complement("clause", k)
        if self.word(k) == "to":
            return Complement("to", k)
        if letter == "P":
            return self._prepositional(k)
        if letter in ",.Q)":
            return Complement("comma" if letter == "," else "end", k)
        return Complement(self._phrase(k), k)

    def second_verb(self, head: int) -> int:
        """The last token of a verb with its particle, or of two that share what follows: "said and wrote that …"."""
        if self.word(head + 1) == "out":
            return head + 1
        joined = self.word(head + 1) in {"and", "or"} and self.word(head + 2) in FRAMES
        return head + 2 if joined and self.word(head + 3) == "that" else head

    def _behind_time(self, k: int) -> int:
        while self.word(k) in _BESIDE:
            if self.word(k) in {"on", "this"} and self.word(k + 1) not in TIME_WORDS:
                break
            k += 1
        return k

    def _marked(self, k: int, head: int) -> Complement | None:
        """A content that its opening tells: a quotation, "that …", "whether …", within a few words without a verb."""
        told = not {"tell", "urge", "ask"}.isdisjoint(self.frames(head))
        for j in range(k, min(len(self.tokens), k + _REACH)):
            if (opened := self._opened(j, k, told)) is not None:
                return opened if opened.start else None
            if self._ends_looking(j, k):
                return None
        return None

    def _opened(self, j: int, k: int, told: bool) -> Complement | None:
        """What opens at token ``j``; a start of 0 where a mark stands there that opens nothing."""
        word = self.word(j)
        if word in MARK_TOKENS:
            fits = j == k or self.tokens[j - 1].text in ",:" or self.tag(j - 1) in "NR"
            return Complement("quote", j if fits and self.opens_quotation(j) else 0)
        if word == ":":
            return Complement("quote", j + 1 if self.word(j + 1) in MARK_TOKENS or j == k else 0)
        if word == "that" and (j == k or ((told or self.tag(k) in "P,") and self._opens_clause(j + 1))):
            return Complement("that", j + 1)
        if word in (_QUESTION if j == k else _FAR_QUESTION):
            return Complement("question", j)
        return None

    def _ends_looking(self, j: int, k: int) -> bool:
        """Whether no opening behind token ``j`` can belong to the verb any more."""
        letter = self.tag(j)
        if letter == ",":
            return self.word(j + 1) not in _AFTER_COMMA and self.tag(k) not in "P,"
        if letter == "V":
            return not (self.word(j).endswith("ed") and self.tag(j - 1) in "Nx" and self.tag(k) == "P")
        return letter in ".S" or (letter == "R" and j > k) or (letter == "C" and self.tag(j + 1) not in "ND")

    def _opens_clause(self, k: int) -> bool:
        """Whether a subject and its verb follow "that", which then opens a content rather than a relative clause."""
        near = "V" in self.tags[k + 1 : k + 4]
        return self.tag(k) in "DRN" or "'" in self.word(k) or (self.tag(k) in "xAP" and near)

    def _is_bound(self, k: int) -> bool:
        """Whether a preposition opens a number's bound rather than a place: "at least 40 ships", "up to a third"."""
        first = self.word(k)
        if first in _BOUNDS:
            return self.word(k + 1) == _BOUNDS[first] or (first == "at" and self.word(k + 1) == "most")
        return first in _BEFORE_NUMBERS and (self.word(k + 1)[:1].isdigit() or self.word(k + 1) in _NUMBERS)

    def _prepositional(self, k: int) -> Complement:
        """Words behind a preposition: what is spoken of, or where it is said, with a clause behind it or none."""
        if (start := self._clause_behind(k)) is not None:
            return Complement("clause", start)
        kind = _PREPOSITIONAL.get(self.word(k), "other")
        if kind == "on" and self.word(k + 1) in {"condition", "background"}:
            kind = "place"
        return Complement(kind, k if kind in {"place", "other"} else k + 1)

    def _clause_behind(self, k: int) -> int | None:
        """Where a clause starts behind a place: "wrote on Telegram the port was closed"."""
        if self.word(k) not in _WHERE:
            return None
        for j in range(k + 2, min(len(self.tokens), k + _REACH)):
            if self.tag(j) in "V.,QCSWG":
                return None
            if self.tag(j) in "DR" and self.tag(j - 1) not in "PDA" and self._phrase(j) == "clause":
                return j
        return None

    def _phrase(self, k: int) -> Follows:
        """A noun phrase behind a verb: with a verb of its own, with "to …", with a preposition, or alone."""
        inner, found = 0, None
        for j in range(k, min(len(self.tokens), k + _FAR)):
            letter, word = self.tag(j), self.word(j)
            if letter in ".Q" or (letter == "C" and self.tag(j + 1) == "V"):
                break
            if letter == "V" and self.word(j - 1) != "to":
                if not inner:
                    return "clause"
                inner -= 1
            elif letter in "WS" and j > k:
                inner += 1
            elif k < j <= k + _REACH and found is None:
                if word == "to":
                    return "someone to"
                found = _LINKING.get(word)
        return found or "noun"
