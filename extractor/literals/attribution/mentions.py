"""Where a source is mentioned: the noun phrase before or behind the words of saying.

Without a tagger: a phrase runs to the boundary of its clause, and counts as a mention where it holds a name, a
determiner, a plural or is a pronoun. Offsets are half-open code points of the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from operator import attrgetter

from extractor.literals.attribution.cues import ACT_OF
from extractor.literals.language.clauses import is_finite
from extractor.literals.language.labels import label_end
from extractor.literals.language.tokens import Token, inside, quotations, tokenize, within
from extractor.literals.language.words import listed
from extractor.text import Range

_BOUNDARY = listed(
    "when while as after before because which who that but although though if since until whereas where and or so "
    "than despite amid"
)
DETERMINERS = listed("the a an its his her their our my your this these those of in on for with by at from")
"""Words that a noun follows, so that what stands behind them is no verb."""

TIME_WORDS = listed(
    "on monday tuesday wednesday thursday friday saturday sunday yesterday today earlier later last late early this "
    "week month year morning evening afternoon night also then again has have had repeatedly previously recently now"
)
"""Words that may stand between source and cue, or behind a cue, and belong to neither."""

PRONOUNS = listed("he she they we i it you who")
"""Sources that point to another."""

_NO_SOURCE = listed("it there to in on for with by at from not")
_LEADING = listed("however meanwhile also but and earlier later separately still yet so then thus moreover")
_INSIDE_NAMES = frozenset("'’&-/")
_LONGEST = 60
"""Most tokens of a mention: what runs on longer is no noun phrase."""


class Mentions:
    """The tokens of one sentence, and the noun phrases beside any of them."""

    def __init__(self, sentence: str) -> None:
        """Take one sentence."""
        self.sentence = sentence
        self.tokens = tokenize(sentence)
        self.quoted = quotations(sentence)

    @cached_property
    def label_end(self) -> int:
        """Where the sentence starts behind its label."""
        return label_end(self.sentence)

    def word(self, i: int) -> str:
        """Token ``i`` in lower case; nothing beyond either side."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def index(self, position: int) -> int:
        """The first token that starts at ``position`` or behind."""
        return bisect_left(self.tokens, position, key=attrgetter("start"))

    def quotation(self, i: int) -> Range | None:
        """The quotation that token ``i`` stands in."""
        return within(self.tokens[i].start, self.quoted)

    def floor(self, i: int) -> int:
        """Where the clause of token ``i`` can start at the earliest: with its quotation, else behind the label."""
        quotation = self.quotation(i)
        return quotation[0] if quotation else self.label_end

    def before(self, i: int) -> Range | None:
        """The noun phrase that ends before the cue at token ``i``, apposition included."""
        k = i - 1
        while k >= 0 and (self.word(k) in TIME_WORDS or self.word(k).endswith("ly")):
            k -= 1
        if self.word(k) != ",":
            return self._ending_at(k, self.floor(i))
        opened = self._before_apposition(k, self.floor(i))
        found = None if opened is None else self._ending_at(opened, self.floor(i))
        return None if found is None else (found[0], self.tokens[k].start)

    def behind(self, k: int) -> Range | None:
        """The noun phrase that starts at token ``k``."""
        first = k
        while k < len(self.tokens) and k - first <= _LONGEST and self.belongs(k) and self.word(k) not in TIME_WORDS:
            k += 1
        phrase = self.tokens[first:k]
        if k == first or k - first > _LONGEST or not self._nominal(phrase) or any(is_finite(word) for word in phrase):
            return None
        while k > first and self.tokens[k - 1].text in "'’.":
            k -= 1
        return self.tokens[first].start, self.tokens[k - 1].end

    def belongs(self, k: int) -> bool:
        """Whether token ``k`` can be part of a noun phrase."""
        token = self.tokens[k]
        if token.lower == "and" and 0 < k < len(self.tokens) - 1:
            return self.tokens[k - 1].is_name and self.tokens[k + 1].is_name
        if token.text == ".":
            return self.tokens[k - 1].is_name and k + 1 < len(self.tokens)
        says = token.lower in ACT_OF and self.word(k - 1) not in DETERMINERS
        return (token.is_word and token.lower not in _BOUNDARY and not says) or token.text in _INSIDE_NAMES

    def _before_apposition(self, comma: int, floor: int) -> int | None:
        """For "Name, the chief of police," return the token before the first comma."""
        quoted = inside(self.tokens[comma].start, self.quoted)
        for k in range(comma - 1, 0, -1):
            token = self.tokens[k]
            if token.start < floor or inside(token.start, self.quoted) != quoted:
                return None
            if token.text == ",":
                opener = self.tokens[k + 1]
                fits = opener.lower in DETERMINERS | {"who"} or opener.lower.isdigit() or opener.text[0].islower()
                return k - 1 if fits and self.tokens[k - 1].is_word else None
        return None

    def _ending_at(self, last: int, floor: int) -> Range | None:
        """Walk left from token ``last`` to the start of its clause."""
        first = last + 1
        while first > 0 and self.tokens[first - 1].start >= floor and self.belongs(first - 1):
            first -= 1
        while first <= last and self.word(first) in _LEADING:
            first += 1
        if not 0 <= last - first <= _LONGEST or not self._nominal(self.tokens[first : last + 1]):
            return None
        return self.tokens[first].start, self.tokens[last].end

    def _nominal(self, phrase: tuple[Token, ...]) -> bool:
        """Whether the tokens can be a source: a pronoun, a name, or a phrase with a determiner or a plural."""
        words = [token for token in phrase if token.is_word]
        if not words or words[0].lower in _NO_SOURCE:
            return False
        if len(words) == 1 and words[0].lower in PRONOUNS:
            return True
        named = any(word.is_name for word in words)
        return named or words[0].lower in DETERMINERS or words[-1].lower.endswith("s")
