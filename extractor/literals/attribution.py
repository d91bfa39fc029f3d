"""Who says what in one sentence: cues, sources, and the words they carry.

A deterministic reading of English news syntax, in the terms of PolNeAR (Newell et al., 2018): a *source*, a *cue* and a
*content*. Offsets are half-open code points of the sentence. A source is sought left of its cue up to the start of the
clause ("John Smith on Monday said …"), or right of it where the cue follows its content ("…, said John Smith").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.literals.clauses import first_sentence_end
from extractor.literals.cues import ACCORDING, ACT_OF, NOUN_ACT, WEAK, act_of
from extractor.literals.tokens import CLOSING, OPENING, inside, quotations, tokenize
from extractor.literals.words import listed
from extractor.schema import Act
from extractor.text import trim

Range = tuple[int, int]

_BOUNDARY = listed(
    "when while as after before because which who that but although though if since until whereas where and or so "
    "than despite amid"
)
_ADJECTIVAL = listed("the a an its his her their our my your this these those of in on for with by at from")
_BE = listed("is are was were be been being has have had get got")
_NO_VERB_AFTER = listed("to will would can could may might should must did does do not")
_LEADING = listed("however meanwhile also but and earlier later separately still yet so then thus moreover")
_TIME_WORDS = listed(
    "on monday tuesday wednesday thursday friday saturday sunday yesterday today earlier later last late early this week "
    "month year morning evening afternoon night also then again has have had repeatedly previously recently now"
)
_ADDRESSEES = listed("reporters journalists lawmakers investors parliament parliamentarians viewers")
_CIRCUMSTANCE = listed("while as when after before during in at on speaking")
_LOOSE = ",.;:—–-"
_QUOTES = frozenset('"“”')
_TELLING = listed("tell tells told telling")


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


class _Reading:
    """The state of reading one sentence: its tokens and quotations."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.tokens = tokenize(sentence)
        self.quoted = quotations(sentence)
        self.label_end = label_end(sentence)

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

    def _word(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def _according(self, i: int) -> Attributed | None:
        for phrase in ACCORDING:
            parts = phrase.split()
            if [self._word(i + k) for k in range(len(parts))] != parts:
                continue
            first, last = self.tokens[i], self.tokens[i + len(parts) - 1]
            source = self._phrase_right(i + len(parts))
            if source is None:
                return None
            content = self._without(first.start, source[1], (first.start, source[1]))
            return Attributed(source, (first.start, last.end), content, act_of(phrase))
        return None

    def _noun(self, i: int) -> Attributed | None:
        if self._word(i + 1) != "that":
            return None
        cue = self.tokens[i]
        start = self.tokens[i + 1].end
        comma = next((t.start for t in self.tokens if t.start > start and t.text == ","), len(self.sentence))
        return Attributed(None, (cue.start, cue.end), self._clean(start, comma), act_of(cue.lower))

    def _finite(self, i: int) -> bool:
        """Whether the form of a verb of saying at ``i`` really says something here."""
        before, after, word = self._word(i - 1), self._word(i + 1), self._word(i)
        if before in _ADJECTIVAL or (before in _BE and word.endswith("ed") and after not in {"that", ",", ":"}):
            return False
        if before in _NO_VERB_AFTER or before.endswith("n't"):
            return False
        if word.endswith("ing"):
            return (word == "adding" and before in {",", '"', "”"}) or after == "that"
        if word in WEAK or (inside(self.tokens[i].start, self.quoted) and ACT_OF[word] == "said"):
            return after in {"that", ":"}
        return after not in {"of", "by", "the"} or word not in {"claims", "reports", "estimates", "demands", "state"}

    def _verb(self, i: int) -> Attributed | None:
        cue = self.tokens[i]
        within = next((q for q in self.quoted if q[0] <= cue.start < q[1]), None)
        trailing = self._follows_content(i, within)
        right = self._phrase_right(i + 1) if trailing else None
        left = None if right and self._closes(i, right) else self._phrase_left(i, within)
        right = None if left else right
        source = left or right
        runs_on = source is None and cue.lower.endswith("ing")
        if source is None and not runs_on:
            return None
        content = self._content(i, source, right is not None, trailing, within)
        return Attributed(source, (cue.start, cue.end), content, act_of(cue.lower), runs_on)

    def _closes(self, i: int, right: Range) -> bool:
        """Whether ", said Jane Doe" ends its clause: a comma or quotation before the cue, and nothing said behind."""
        following = next((token.lower for token in self.tokens if token.start >= right[1]), ".")
        return self._word(i - 1) in {",", *_QUOTES} and following in {".", ",", ";", *_TIME_WORDS}

    def _follows_content(self, i: int, within: Range | None) -> bool:
        """Whether a content stands before the clause of the cue at ``i``: behind a comma or a quotation."""
        start = within[0] if within else self.label_end
        for k in range(i - 1, -1, -1):
            token = self.tokens[k]
            if token.start < start:
                return False
            if token.text in ',"”?!' and self.sentence[start : token.start].strip(_LOOSE + ' "“”'):
                return True
        return False

    def _phrase_left(self, i: int, within: Range | None) -> Range | None:
        """The noun phrase that ends before the cue at ``i``."""
        floor = within[0] if within else self.label_end
        k = i - 1
        while k >= 0 and self._skippable(k):
            k -= 1
        if k >= 0 and self.tokens[k].text == ",":
            opened = self._apposition_start(k, floor)
            if opened is None:
                return None
            return self._head_left(opened, floor, self.tokens[k].start)
        return self._head_left(k, floor, None)

    def _skippable(self, k: int) -> bool:
        return self.tokens[k].lower in _TIME_WORDS or self.tokens[k].lower.endswith("ly")

    def _apposition_start(self, comma: int, floor: int) -> int | None:
        """For "Name, the chief of police," return the token before the first comma."""
        for k in range(comma - 1, 0, -1):
            token = self.tokens[k]
            if token.start < floor or inside(token.start, self.quoted) != inside(self.tokens[comma].start, self.quoted):
                return None
            if token.text == ",":
                opener = self._word(k + 1)
                fits = opener in _ADJECTIVAL | {"who"} or opener.isdigit() or self.tokens[k + 1].text[0].islower()
                return k - 1 if fits and self.tokens[k - 1].is_word else None
        return None

    def _head_left(self, k: int, floor: int, end: int | None) -> Range | None:
        """Walk left from token ``k`` to the start of its clause."""
        last = k
        first = None
        while k >= 0 and self.tokens[k].start >= floor and self._belongs(k):
            first = k
            k -= 1
        while first is not None and first <= last and self.tokens[first].lower in _LEADING:
            first += 1
        if first is None or first > last or not self._nominal(first, last):
            return None
        return self.tokens[first].start, end if end is not None else self.tokens[last].end

    def _belongs(self, k: int) -> bool:
        token = self.tokens[k]
        if token.lower == "and" and 0 < k < len(self.tokens) - 1:
            return self.tokens[k - 1].is_name and self.tokens[k + 1].is_name
        if token.text == ".":
            return self.tokens[k - 1].is_name and k + 1 < len(self.tokens)
        return (token.is_word and token.lower not in _BOUNDARY and token.lower not in ACT_OF) or token.text in "'’&-/"

    def _nominal(self, first: int, last: int) -> bool:
        """Whether the tokens can be a source: a pronoun, a name, or a phrase with a determiner or a plural."""
        words = [token for token in self.tokens[first : last + 1] if token.is_word]
        if not words or words[0].lower in {"it", "there", "to", "in", "on", "for", "with", "by", "at", "from", "not"}:
            return False
        if len(words) == 1 and words[0].lower in PRONOUNS:
            return True
        return any(word.is_name for word in words) or words[0].lower in _ADJECTIVAL or words[-1].lower.endswith("s")

    def _phrase_right(self, k: int) -> Range | None:
        """The noun phrase that starts at token ``k``, with an apposition behind a comma."""
        first = k
        while k < len(self.tokens) and self._belongs(k) and self.tokens[k].lower not in _TIME_WORDS:
            k += 1
        if k == first or not self._nominal(first, k - 1):
            return None
        while k > first and self.tokens[k - 1].text in "'’.":
            k -= 1
        return self.tokens[first].start, self.tokens[k - 1].end

    def _content(
        self, i: int, source: Range | None, inverted: bool, trailing: bool, within: Range | None
    ) -> tuple[Range, ...]:
        cue = self.tokens[i]
        clause = source[0] if source and source[0] < cue.start else cue.start
        if trailing and (inverted or not self._opens_content(i)):
            before = [q for q in self.quoted if q[1] <= clause] if not within else []
            if before and self._ends_in_quotation(clause):
                return tuple(part for q in before for part in self._clean(*q))
            return self._clean(within[0] if within else self.label_end, clause)
        start = self._content_start(i)
        if within:
            return self._clean(start, first_sentence_end(self.sentence, start, within[1]))
        return self._clean(start, self._clause_end(start))

    def _ends_in_quotation(self, clause: int) -> bool:
        return self.sentence[:clause].rstrip(" ,").endswith(('"', "”", "»"))

    def _opens_content(self, i: int) -> bool:
        """Whether the words behind the cue are its content rather than a circumstance of the saying."""
        k = self._after_addressee(i)
        word, after = self._word(k), self._word(k + 1)
        if word == "that" or (word in {",", ":"} and after in _QUOTES):
            return True
        return word not in _CIRCUMSTANCE and word not in {"", ".", ",", ";", *_QUOTES} | _TIME_WORDS

    def _after_addressee(self, i: int) -> int:
        """The first token behind the cue at ``i`` that is neither its time nor who was told."""
        k = i + 1
        if self._word(i) in _TELLING:
            that = next((j for j in range(k, min(k + 7, len(self.tokens))) if self._word(j) == "that"), None)
            if that is not None:
                return that
        while self._word(k) in _ADDRESSEES or self._word(k) in _TIME_WORDS:
            k += 1
        return k

    def _content_start(self, i: int) -> int:
        k = self._after_addressee(i)
        if self._word(k) in {"that", ":", ","}:
            k += 1
        return self.tokens[k].start if k < len(self.tokens) else len(self.sentence)

    def _clause_end(self, start: int) -> int:
        """Where a content that starts at ``start`` ends: before an outer cue behind a comma, else with the sentence."""
        for k, token in enumerate(self.tokens):
            if token.start <= start or token.text != "," or inside(token.start, self.quoted):
                continue
            if self._word(k + 1) in ACT_OF and self._finite_trailer(k + 1):
                return token.start
            if self._word(k + 1) == "according":
                return token.start
            if self._trailing_clause(k + 1):
                return token.start
        return len(self.sentence)

    def _finite_trailer(self, k: int) -> bool:
        return self._word(k) == "adding" or (self._phrase_right(k + 1) is not None and not self._word(k).endswith("ing"))

    def _trailing_clause(self, k: int) -> bool:
        """Whether "source cue" runs from token ``k`` to the end: ", the Daily News reported."."""
        last = len(self.tokens) - 1
        while last >= k and (not self.tokens[last].is_word or self.tokens[last].lower in _TIME_WORDS):
            last -= 1
        return last > k and self.tokens[last].lower in ACT_OF and all(self._belongs(j) for j in range(k, last))

    def _clean(self, start: int, end: int) -> tuple[Range, ...]:
        left, right = unquoted(self.sentence, *trim(self.sentence, start, end, _LOOSE))
        if self.sentence[left:right].endswith((',"', ",”", '."', ".”")):
            right -= 2
        return ((left, right),) if right > left else ()

    def _without(self, start: int, end: int, cut: Range) -> tuple[Range, ...]:
        """The sentence without ``cut``: what stands before it, else what stands behind."""
        return self._clean(self.label_end, cut[0]) or self._clean(cut[1], len(self.sentence))


PRONOUNS = listed("he she they we i it you who")
"""Sources that point to another."""


def unquoted(sentence: str, start: int, end: int) -> Range:
    """Shrink ``[start, end)`` over quotation marks that have no partner inside it, and over a pair that holds it all."""
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


def label_end(sentence: str) -> int:
    """Return where the words of a sentence start behind a label ("What Happened:") or a dateline ("HALDEN (AP) —").

    0 where there is neither.
    """
    head = sentence[:60]
    colon = head.find(": ")
    if 0 < colon <= 40 and head[:colon].istitle() and "," not in head[:colon] and '"' not in head[:colon]:
        return colon + 2
    for dash in (" — ", " – ", " - ", " -- "):
        at = head.find(dash)
        if at > 0 and head[:at].split("(")[0].split(",")[0].strip().isupper():
            return at + len(dash)
    return 0
