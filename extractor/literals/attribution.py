"""Who says what in one sentence: cues, sources, and the words they carry.

A deterministic reading of English news syntax, in the terms of PolNeAR (Newell et al., 2018): a *source*, a *cue* and a
*content*. Offsets are half-open code points of the sentence. A source is sought left of its cue up to the start of the
clause ("John Smith on Monday said …"), or right of it where the cue follows its content ("…, said John Smith").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from extractor.literals.clauses import first_sentence_end
from extractor.literals.cues import ACCORDING, ACT_OF, NOUN_ACT, WEAK, act_of
from extractor.literals.mentions import DETERMINERS, TIME_WORDS, Mentions
from extractor.literals.tokens import CLOSING, OPENING, Range, inside
from extractor.literals.words import listed
from extractor.schema import Act
from extractor.text import trim

_BE = listed("is are was were be been being has have had get got")
_NO_VERB_AFTER = listed("to will would can could may might should must did does do not")
_NOUNS_TOO = listed("claims reports estimates demands state")
_ADDRESSEES = listed("reporters journalists lawmakers investors parliament parliamentarians viewers")
_CIRCUMSTANCE = listed("while as when after before during in at on speaking")
_TELLING = listed("tell tells told telling")
_LONGEST_ADDRESSEE = 6
_LOOSE = ",.;:—–-"
_QUOTES = frozenset('"“”')


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
        if token.lower in NOUN_ACT:
            return self._noun(i)
        if token.lower not in ACT_OF or not self._finite(i):
            return None
        return self._verb(i)

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
        comma = next((token.start for token in self.tokens[i + 2 :] if token.text == ","), len(self.sentence))
        return Attributed(None, (cue.start, cue.end), self._clean(start, comma), act_of(cue.lower))

    def _finite(self, i: int) -> bool:
        """Whether the form of a verb of saying at ``i`` really says something here."""
        before, after, word = self.word(i - 1), self.word(i + 1), self.word(i)
        if before in DETERMINERS or (before in _BE and word.endswith("ed") and after not in {"that", ",", ":"}):
            return False
        if before in _NO_VERB_AFTER or before.endswith("n't"):
            return False
        if word.endswith("ing"):
            return (word == "adding" and before in {",", '"', "”"}) or after == "that"
        if word in WEAK or (inside(self.tokens[i].start, self.quoted) and ACT_OF[word] == "said"):
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
        start = self.floor(i)
        opened = self.index(start)
        ends = (k for k in range(i - 1, opened, -1) if self.tokens[k].text in ',"”?!')
        return any(self.tokens[k - 1].is_word or k - opened > 1 for k in ends)

    def _content(self, i: int, source: Range | None, trailing: bool) -> tuple[Range, ...]:
        cue, quotation = self.tokens[i], self.quotation(i)
        inverted = source is not None and source[0] > cue.start
        clause = source[0] if source and not inverted else cue.start
        if trailing and (inverted or not self._opens_content(i)):
            before = [q for q in self.quoted if q[1] <= clause] if quotation is None else []
            if before and self.sentence[before[-1][1] : clause].strip(" ,") in {*_QUOTES, "»"}:
                return tuple(part for q in before for part in self._clean(*q))
            return self._clean(self.floor(i), clause)
        start = self._content_start(i)
        if quotation is not None:
            return self._clean(start, first_sentence_end(self.sentence, start, quotation[1]))
        return self._clean(start, self._clause_end(start))

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

    def _clause_end(self, start: int) -> int:
        """Where a content that starts at ``start`` ends: before an outer cue behind a comma, else with the sentence."""
        for k in range(self.index(start + 1), len(self.tokens)):
            token = self.tokens[k]
            if token.text != "," or inside(token.start, self.quoted):
                continue
            if self._is_trailer(k + 1) or self.word(k + 1) == "according":
                return token.start
            if self._trailing_clause(k + 1):
                return token.start
        return len(self.sentence)

    def _is_trailer(self, k: int) -> bool:
        """Whether an outer cue stands at token ``k``: ", adding …" or ", reported The Courier"."""
        if self.word(k) not in ACT_OF:
            return False
        return self.word(k) == "adding" or (not self.word(k).endswith("ing") and self.behind(k + 1) is not None)

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
        left, right = unquoted(self.sentence, *trim(self.sentence, start, end, _LOOSE))
        if self.sentence[left:right].endswith((',"', ",”", '."', ".”")):
            right -= 2
        return ((left, right),) if right > left else ()


def unquoted(sentence: str, start: int, end: int) -> Range:
    """Shrink ``[start, end)`` over quotation marks that have no partner inside it, and over a pair around it all."""
    while end > start:
        inner = sentence[start:end]
        marks = [k for k, character in enumerate(inner) if character in OPENING or character in CLOSING]
        if not marks:
            break
        if marks[0] == 0 and (len(marks) == 1 or (marks[-1] == len(inner) - 1 and len(marks) == 2)):
            start, end = start + 1, end - (len(marks) == 2)
        elif marks[-1] == len(inner) - 1 and len(marks) % 2:
            end -= 1
        else:
            break
        start, end = trim(sentence, start, end, _LOOSE)
    return start, end
