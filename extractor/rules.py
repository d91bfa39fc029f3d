"""The engine that needs no model: sentences to drafts, by the syntax of English news.

It emits the same drafts as a model and they run through the same gate. It is the default where no model is named, the
baseline of every evaluation, and what stands in for a segment whose request failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.literals import certainty, dates, quantities
from extractor.literals.attribution import voices
from extractor.literals.attribution.cues import REJECTING
from extractor.literals.attribution.voices import Voice
from extractor.literals.language import clauses
from extractor.literals.language.clauses import Part
from extractor.literals.language.labels import label_end
from extractor.response import Draft, Response
from extractor.schema import SkipReason, Span
from extractor.text import Range, has_words, without, words

_LEAST_WORDS = 3
_LONGEST_ADJUNCT = 5
_OPPOSING = re.compile(r"[,;]\s*(?:while|whereas)\s+", re.IGNORECASE)


def draft(text: str, sentences: Sequence[Span], numbers: Sequence[int]) -> Response:
    """Return the drafts of some sentences of an article.

    Args:
        text: The article's text.
        sentences: All its sentences; speech runs on from one to the next.
        numbers: The numbers of the sentences to read, from 1.
    """
    heard = voices.read(text, tuple((sentence.start, sentence.end) for sentence in sentences))
    drafts: list[Draft] = []
    for number in numbers:
        sentence = sentences[number - 1]
        if number == 1 or not _only_attributes(sentence, heard[number - 2]):
            drafts += _Reading(text, sentence, number, heard[number - 1]).drafts()
    return Response(claims=list(drafts))


def skip_reason(sentence: str) -> SkipReason:
    """Return why a sentence holds no claim."""
    if sentence.rstrip("\"”' ").endswith("?"):
        return "question"
    if not has_words(sentence[label_end(sentence) :], _LEAST_WORDS):
        return "label"
    return "no_claim"


class _Reading:
    """One sentence with its voices."""

    def __init__(self, text: str, sentence: Span, number: int, heard: tuple[Voice, ...]) -> None:
        self.text, self.sentence, self.number = text, sentence, number
        self.heard = tuple(voice for voice in heard if not self._is_taken_back(voice))
        self.rejected = [voice for voice in heard if voice not in self.heard]

    def _is_taken_back(self, voice: Voice) -> bool:
        """Whether somebody rejects these words: "The mayor rejected claims that …" is the article's own claim."""
        if voice.cue is None or voice.source is not None:
            return False
        return not REJECTING.isdisjoint(words(self.text[self.sentence.start : voice.cue[0]])[-3:])

    def _end(self) -> int:
        """Where the article's own words end: before a number that somebody rejects ("denied reports that …")."""
        for voice in self.rejected:
            if voice.cue and any(quantities.find(self.text[slice(*place)]) for place in voice.content):
                return voice.cue[1]
        return self.sentence.end

    def drafts(self) -> Iterator[Draft]:
        """The drafts of this sentence, passage by passage."""
        if skip_reason(self.sentence.text) != "no_claim":
            return
        adjunct: str | None = None
        passages = self._passages()
        followings = [voice for _, voice in passages[1:]] + [None]
        for (place, voice), following in zip(passages, followings, strict=False):
            passage = self.text[slice(*place)]
            last = place == passages[-1][0] or voice is not following
            if (not last and _is_adjunct(passage)) or self._is_interrupted(place, voice):
                adjunct = passage
                continue
            parts = clauses.split(passage)
            made = [self._draft(passage, part, parts, voice, adjunct) for part in parts]
            yield from (draft for draft in made if draft is not None)
            adjunct = None

    def _is_interrupted(self, place: Range, voice: Voice | None) -> bool:
        """Whether a cue stands between these words and their verb: "The ferry, officials said, sank"."""
        if voice is None or place[1] >= voice.content[-1][0]:
            return False
        return not clauses.has_finite_verb(self.text[slice(*place)])

    def _passages(self) -> list[tuple[Range, Voice | None]]:
        """The sentence cut by voices: each stretch with its innermost voice, in text order."""
        if not self.heard:
            return [((self._start(), self._end()), None)]
        passages: list[tuple[Range, Voice | None]] = []
        for voice in self.heard:
            inner = [other for other in self.heard if other is not voice and other.cue and voice.covers(other.cue)]
            cuts = [cut for other in inner for cut in _taken(other)]
            for place in voice.content:
                passages += [(piece, voice) for piece in without(place, cuts) if self._has_words(piece)]
        if all(voice.source is None and voice.cue is not None for voice in self.heard):
            end = max((place[1] for voice in self.heard for place in voice.content), default=self._start())
            passages.append(((end, self.sentence.end), None))
        else:
            passages += [(piece, None) for piece in self._left_over()]
        return sorted(passages, key=lambda passage: passage[0])

    def _left_over(self) -> Iterator[Range]:
        """Clauses behind what is said, of the article's own: "Brandt said X, but the hospital counted 15"."""
        taken = [cut for voice in self.heard for cut in _taken(voice)]
        last = max((end for _, end in taken), default=self.sentence.end)
        for start, end in without((self._start(), self.sentence.end), taken):
            if start >= last and self.text[start] in ",;" and clauses.has_finite_verb(self.text[start:end]):
                behind = self.text[start:end].lstrip(',;"” ').split(" ", 1)
                if clauses.has_finite_verb(behind[0]):
                    continue
                opposing = _OPPOSING.match(self.text, start, end)
                yield (opposing.end() if opposing else start), end

    def _start(self) -> int:
        return self.sentence.start + label_end(self.sentence.text)

    def _has_words(self, place: Range) -> bool:
        return has_words(self.text[slice(*place)])

    def _draft(
        self, passage: str, part: Part, parts: list[Part], voice: Voice | None, adjunct: str | None
    ) -> Draft | None:
        own = passage[part.start : part.end]
        if part.role == "relative" and voice is not None and not voice.quoted:
            voice = None
        if not self._says_something(own, part, voice):
            return None
        evidence = [*([adjunct] if adjunct else []), *self._evidence(passage, part, parts)]
        counted = [own[q.start : q.end] for q in quantities.find(own)]
        act = voice.act if voice else "said"
        return Draft(
            sentence=self.number,
            source=self.text[slice(*voice.source)] if voice and voice.source else None,
            cue=self.text[slice(*voice.cue)] if voice and voice.cue else None,
            reported_by=self.text[slice(*voice.outer.source)] if voice and voice.outer and voice.outer.source else None,
            evidence=evidence,
            subject=self._subject(passage, part),
            kind=certainty.kind(own, has_quantity=bool(counted), act=act),
            quantities=counted,
            times=[own[t.start : t.end] for t in dates.find(own, None)],
            statement=None,
        )

    def _is_phrase(self, own: str, part: Part, voice: Voice) -> bool:
        """Whether a content without a verb of its own follows source and cue in one piece."""
        place = voice.attributing
        follows = place is not None and voice.source is not None and place[1] <= voice.content[0][0]
        quoted = follows and any(start <= voice.content[0][0] < end for start, end in voice.quoted)
        return follows and part.role == "main" and not quoted and not clauses.has_finite_verb(own)

    def _says_something(self, own: str, part: Part, voice: Voice | None) -> bool:
        if part.role == "included":
            return has_words(own)
        if voice is not None and has_words(own) and self._is_phrase(own, part, voice):
            return True
        short = voice is not None and has_words(own, 2) and clauses.has_finite_verb(own)
        if not (short or has_words(own, _LEAST_WORDS)) or own.rstrip().endswith("?"):
            return False
        return clauses.has_finite_verb(own) or bool(quantities.find(own)) or voice is not None

    def _evidence(self, passage: str, part: Part, parts: list[Part]) -> list[str]:
        """The part's words, with those before and behind that it does not stand without."""
        places = [(part.start, part.end)]
        if part.role == "included" and (stem := _stem(passage, part, parts)) is not None:
            places.insert(0, stem)
        elif part.role == "predicate" and part.subject is not None:
            places.insert(0, part.subject)
        elif part.role == "relative" and part.subject is not None:
            places = [(part.subject[0], part.end)]
        if part.tail is not None:
            places.append(part.tail)
        return [passage[slice(*place)] for place in places]

    def _subject(self, passage: str, part: Part) -> str | None:
        place = part.subject or clauses.subject(passage, part.start)
        if place is None or (part.subject is None and place[1] > part.end):
            return None
        return passage[slice(*place)]


def _only_attributes(sentence: Span, before: tuple[Voice, ...]) -> bool:
    """Whether a sentence is no more than source and cue of the quotation before it: "Lind asked."."""
    return any(voice.cue is not None and voice.cue[0] >= sentence.start for voice in before)


def _is_adjunct(passage: str) -> bool:
    """Whether a stretch only says when: "Just since December," before "we estimate"."""
    short = not has_words(passage, _LONGEST_ADJUNCT + 1)
    return short and not clauses.has_finite_verb(passage) and bool(dates.find(passage, None))


def _taken(voice: Voice) -> list[Range]:
    """What an inner voice takes of an outer one's words: from its source to the end of what it says."""
    if voice.attributing is None:
        return list(voice.content)
    start, end = voice.attributing
    return [(start, end), *((min(start, a) if a >= end else a, b) for a, b in voice.content)]


def _stem(passage: str, part: Part, parts: list[Part]) -> Range | None:
    """For "X suffered 100 losses, including 20 deaths": the words "X suffered" of the main part before it."""
    main = next((other for other in reversed(parts) if other.end <= part.start and other.role != "included"), None)
    if main is None:
        return None
    counted = quantities.find(passage[main.start : main.end])
    if not counted or counted[0].start == 0:
        return None
    end = main.start + len(passage[main.start : main.start + counted[0].start].rstrip())
    return main.start, end
