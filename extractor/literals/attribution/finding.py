"""Who says what in one sentence: cues, sources, and the words they carry.

A deterministic reading of English news syntax, in the terms of PolNeAR (Newell et al., 2018): a *source*, a *cue* and a
*content*. Offsets are half-open code points of the sentence. A source is sought left of its cue up to the start of the
clause ("John Smith on Monday said …"), or right of it where the cue follows its content ("…, said John Smith").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from extractor.literals.attribution.cues import ACCORDING, ACT_OF, NOUN_ACT, WEAK, act_of
from extractor.literals.attribution.mentions import DETERMINERS, TIME_WORDS, Mentions
from extractor.literals.language.clauses import first_sentence_end
from extractor.literals.language.tokens import MARKS
from extractor.literals.language.words import listed
from extractor.schema import Act
from extractor.text import LOOSE, Range, trim

_BE = listed("is are was were be been being has have had get got")
_NO_VERB_AFTER = listed("to will would can could may might should must did does do not")
_NOUNS_TOO = listed("claims reports estimates demands state")
_ADDRESSEES = listed("reporters journalists lawmakers investors parliament parliamentarians viewers")
_CIRCUMSTANCE = listed("while as when after before during in at on speaking")
_TELLING = listed("tell tells told telling")
_LONGEST_ADDRESSEE = 6
_QUOTES = frozenset('"“”')
_BEHIND_CONTENT = frozenset(',"”?!')


@dataclass(frozen=True)
class Attributed:
    """One attribution in a sentence.

    Attributes:
        source: The noun phrase of who says it, apposition included; None where nobody is named.
        cue: The attributing words.
        content: The attributed passages, in text order; empty where the sentence holds none.
        act: What kind of saying it is.
        cue_runs_on: Whether the cue continues the one before it (", adding that …").
    """

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    act: Act
    cue_runs_on: bool = False


def find(sentence: str) -> list[Attributed]:
    """Find the attributions of ``sentence``, in the order of their cues; those inside quotation marks too.

    Args:
        sentence: One sentence of an article.

    Returns:
        Attributions; where one contains another's content and cue, it is the outer link of a chain.
    """
    reading = _Reading(sentence)
    found: list[Attributed] = []
    for i in range(len(reading.tokens)):
        made = reading.at(i)
        if made is not None and made.source is None and made.cue_runs_on and found:
            made = replace(made, source=found[-1].source)
        if made is not None and (made.content or made.source):
            found.append(made)
    return found


class _Reading(Mentions):
    """One sentence: its cues, and the contents beside them."""

    def at(self, i: int) -> Attributed | None:
        """Read the attribution whose cue starts at token ``i``."""
        token = self.tokens[i]
        if token.start < self.label_end:
            return None
        if (phrase := self._according(i)) is not None:
            return phrase
        if token.lower in ACT_OF and self._finite(i) and (verb := self._verb(i)) is not None:
            return verb
        return self._noun(i) if token.lower in NOUN_ACT else None

    def _according(self, i: int) -> Attributed | None:
        for phrase in ACCORDING.get(self.word(i), ()):
            parts = phrase.split()
            if [self.word(i + k) for k in range(len(parts))] != parts:
                continue
            first, last = self.tokens[i], self.tokens[i + len(parts) - 1]
            source = self.behind(i + len(parts))
            if source is None:
                return None
            content = self._clean(self.label_end, first.start) or self._clean(source[1], len(self.sentence))
            return Attributed(source, (first.start, last.end), content, act_of(phrase))
        return None

    def _noun(self, i: int) -> Attributed | None:
        if self.word(i + 1) != "that":
            return None
        cue, start = self.tokens[i], self.tokens[i + 1].end
        content = self._clean(start, self._next(self._commas, start))
        return Attributed(None, (cue.start, cue.end), content, act_of(cue.lower))

    def _finite(self, i: int) -> bool:
        """Whether the form of a verb of saying at ``i`` really says something here."""
        before, after, word = self.word(i - 1), self.word(i + 1), self.word(i)
        if before in DETERMINERS or (before in _BE and word.endswith("ed") and after not in {"that", ",", ":"}):
            return False
        if before in _NO_VERB_AFTER or before.endswith("n't"):
            return False
        if word.endswith("ing"):
            return (word == "adding" and before in {",", '"', "”"}) or after == "that"
        if word in WEAK or (self.quotation(i) is not None and ACT_OF[word] == "said"):
            return after in {"that", ":"}
        return after not in {"of", "by", "the"} or word not in _NOUNS_TOO

    def _verb(self, i: int) -> Attributed | None:
        cue = self.tokens[i]
        trailing = self._follows_content(i)
        right = self.behind(i + 1) if trailing else None
        left = None if right and self._closes(i, right) else self.before(i)
        source = left or right
        runs_on = source is None and cue.lower.endswith("ing")
        if source is None and not runs_on:
            return None
        content = self._content(i, source, trailing)
        return Attributed(source, (cue.start, cue.end), content, act_of(cue.lower), runs_on)

    def _closes(self, i: int, right: Range) -> bool:
        """Whether ", said Jane Doe" ends its clause: a comma or quotation before the cue, and nothing said behind."""
        following = self.word(self.index(right[1])) or "."
        return self.word(i - 1) in {",", *_QUOTES} and following in {".", ",", ";", *TIME_WORDS}

    def _follows_content(self, i: int) -> bool:
        """Whether a content stands before the clause of the cue at ``i``: behind a comma or a quotation."""
        opened = self.index(self.floor(i))
        last = bisect_left(self._signs, i) - 1
        behind = self._signs[last] - opened if last >= 0 else 0
        return behind > 1 or (behind == 1 and self.tokens[opened].is_word)

    def _content(self, i: int, source: Range | None, trailing: bool) -> tuple[Range, ...]:
        cue, quotation = self.tokens[i], self.quotation(i)
        inverted = source is not None and source[0] > cue.start
        clause = source[0] if source and not inverted else cue.start
        if trailing and (inverted or not self._opens_content(i)):
            before = self._quoted_before(i, clause) if quotation is None else ()
            return tuple(part for q in before for part in self._clean(*q)) or self._clean(self.floor(i), clause)
        start = self._content_start(i)
        if quotation is not None:
            return self._clean(start, first_sentence_end(self.sentence, start, quotation[1]))
        return self._clean(start, self._next(self._trailers, start))

    def _quoted_before(self, i: int, clause: int) -> tuple[Range, ...]:
        """The quotations that a clause follows at once, back to the cue before: those are its content."""
        last = bisect_right(self.quoted, clause, key=itemgetter(1))
        if not last or self.sentence[self.quoted[last - 1][1] : clause].strip(" ,") not in {*_QUOTES, "»"}:
            return ()
        cue = bisect_left(self._cues, i) - 1
        first = bisect_left(self.quoted, self.tokens[self._cues[cue]].end, key=itemgetter(0)) if cue >= 0 else 0
        return self.quoted[first:last]

    def _opens_content(self, i: int) -> bool:
        """Whether the words behind the cue are its content rather than a circumstance of the saying."""
        k = self._after_addressee(i)
        word, after = self.word(k), self.word(k + 1)
        if word == "that" or (word in {",", ":"} and after in _QUOTES):
            return True
        return word not in _CIRCUMSTANCE and word not in {"", ".", ",", ";", *_QUOTES} | TIME_WORDS

    def _after_addressee(self, i: int) -> int:
        """The first token behind the cue at ``i`` that is neither its time nor who was told."""
        k = i + 1
        if self.word(i) in _TELLING:
            that = next((j for j in range(k, k + _LONGEST_ADDRESSEE + 1) if self.word(j) == "that"), None)
            if that is not None:
                return that
        while self.word(k) in _ADDRESSEES or self.word(k) in TIME_WORDS:
            k += 1
        return k

    def _content_start(self, i: int) -> int:
        k = self._after_addressee(i)
        if self.word(k) in {"that", ":", ","}:
            k += 1
        return self.tokens[k].start if k < len(self.tokens) else len(self.sentence)

    def _next(self, places: Sequence[int], start: int) -> int:
        """The first of the places behind ``start``, else the sentence's end."""
        following = bisect_right(places, start)
        return places[following] if following < len(places) else len(self.sentence)

    @cached_property
    def _commas(self) -> list[int]:
        return [token.start for token in self.tokens if token.text == ","]

    @cached_property
    def _signs(self) -> list[int]:
        """The tokens that a content before its cue ends with."""
        return [k for k, token in enumerate(self.tokens) if token.text in _BEHIND_CONTENT]

    @cached_property
    def _cues(self) -> list[int]:
        """The verbs of saying outside quotation marks."""
        verbs = (k for k in range(len(self.tokens)) if self.word(k) in ACT_OF)
        return [k for k in verbs if self.quotation(k) is None and self._finite(k)]

    @cached_property
    def _trailers(self) -> list[int]:
        """The commas before an outer source and cue: a content outside quotation marks ends there."""
        commas = (k for k, token in enumerate(self.tokens) if token.text == "," and self.quotation(k) is None)
        return [self.tokens[k].start for k in commas if self._is_trailer(k + 1) or self._trailing_clause(k + 1)]

    def _is_trailer(self, k: int) -> bool:
        """Whether an outer cue stands at token ``k``: ", adding …" or ", reported The Courier"."""
        word = self.word(k)
        if word in {"according", "adding"}:
            return True
        return word in ACT_OF and not word.endswith("ing") and self.behind(k + 1) is not None

    def _trailing_clause(self, k: int) -> bool:
        """Whether "source cue" runs from token ``k`` to the end: ", the Daily News reported."."""
        last = self._last_word
        return last > k and self.word(last) in ACT_OF and all(self.belongs(j) for j in range(k, last))

    @cached_property
    def _last_word(self) -> int:
        """The last word of the sentence that says no time."""
        last = len(self.tokens) - 1
        while last > 0 and (not self.tokens[last].is_word or self.word(last) in TIME_WORDS):
            last -= 1
        return last

    def _clean(self, start: int, end: int) -> tuple[Range, ...]:
        left, right = self._unquoted(*trim(self.sentence, start, end, LOOSE))
        if self.sentence[max(left, right - 2) : right] in {',"', ",”", '."', ".”"}:
            right -= 2
        return ((left, right),) if right > left else ()

    @cached_property
    def _marks(self) -> list[int]:
        return [i for i, character in enumerate(self.sentence) if character in MARKS]

    def _unquoted(self, start: int, end: int) -> Range:
        """Shrink ``[start, end)`` over quotation marks without a partner inside it, and over a pair around it all."""
        while end > start:
            first, behind = bisect_left(self._marks, start), bisect_left(self._marks, end)
            marks = behind - first
            opens, closes = (
                start in self._marks[first : first + 1],
                end - 1 in self._marks[max(first, behind - 1) : behind],
            )
            if opens and (marks == 1 or (closes and marks == 2)):
                start, end = start + 1, end - (marks == 2)
            elif closes and marks % 2:
                end -= 1
            else:
                break
            start, end = trim(self.sentence, start, end, LOOSE)
        return start, end
