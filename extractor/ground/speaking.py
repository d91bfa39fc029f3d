"""Whether the source that an engine names is the one who speaks, as the article's syntax shows it.

Where a voice carries the evidence, the source must be one of its links: the same name, part of it, its title, or a
pronoun. Where none does, the engine is believed only where speech demonstrably runs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.ground.passage import Objection, Passage
from extractor.literals.attribution import sources
from extractor.literals.attribution.cues import ACT_OF, CUE_WORDS
from extractor.literals.attribution.voices import Voice
from extractor.literals.language.words import listed
from extractor.text import Range, find_all, find_first, words

_ARTICLES = listed("the a an its his her their our this that mr mrs ms dr")
_GOES_ON = listed("added adds adding continued continues went goes concluded")
_FEW_WORDS = 2
"""Words between a source and its verb: "Lind [later] said"."""
_NEAR = 2
"""Sentences before and behind one in which the speaker of its quotation is named."""


def links(voice: Voice | None) -> Iterator[Voice]:
    """A voice and those who pass it on, nearest to the words first."""
    while voice is not None:
        yield voice
        voice = voice.outer


def misheard(text: str, literal: str, voice: Voice) -> Objection | None:
    """Why a source is none of those who say the words of a voice; what a pronoun stands for may be unknown."""
    unknown = voice.source is not None and voice.speaker is None and find_first(literal, text) is not None
    if unknown or sources.is_pronoun(literal) or any(names(text, literal, link) for link in links(voice)):
        return None
    shown = voice.source or voice.speaker
    told = f'by "{text[slice(*shown)]}", not by' if shown else "not by"
    return Objection("source_conflict", f'In the article these words are said {told} "{literal}".')


def names(text: str, literal: str, voice: Voice) -> bool:
    """Whether a literal names the one who speaks: part of a mention with its name or title, or all of it and more."""
    mentions = _mentions(text, voice)
    if voice.source is None and voice.speaker is None:
        mentions = iter(() if voice.cue is None else (voice.cue,))
    return any(_same(literal, text[slice(*mention)]) for mention in mentions)


def _mentions(text: str, voice: Voice) -> Iterator[Range]:
    """The mention beside the cue, the one a pronoun stands for, and the fullest form of a person's name."""
    for place in dict.fromkeys((voice.source, voice.speaker)):
        if place is None:
            continue
        yield place
        reading = sources.read(text[slice(*place)])
        if reading.kind == "person" and reading.name is not None:
            name = text[place[0] + reading.name[0] : place[0] + reading.name[1]]
            if (full := sources.fullest(name, text)) is not None:
                yield full


@lru_cache(maxsize=256)
def _same(literal: str, mention: str) -> bool:
    said, there = _content(literal), _content(mention)
    if not said or not there:
        return False
    if set(said) <= set(there):
        return bool(set(said) & _heads(mention))
    return _name(mention) <= set(said) and bool(_name(mention)) and _name(literal) <= _name(mention) | _title(mention)


def _content(mention: str) -> list[str]:
    return [bare for word in words(mention) if (bare := _bare(word)) not in _ARTICLES]


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _name(mention: str) -> set[str]:
    reading = sources.read(mention)
    return set(_content(mention[slice(*reading.name)])) if reading.name else set()


def _title(mention: str) -> set[str]:
    reading = sources.read(mention)
    return set(_content(mention[slice(*reading.title)])) if reading.title else set()


@lru_cache(maxsize=256)
def _heads(mention: str) -> frozenset[str]:
    """The words of a mention that name it by themselves: of its name any, of its title the head, else its last."""
    reading = sources.read(mention)
    title = mention[slice(*reading.title)] if reading.title else ""
    head = _content(title.partition(" of ")[0].partition(" for ")[0])[-1:]
    plain = _content(mention.partition(",")[0].partition(" of ")[0])[-1:]
    return frozenset((*_name(mention), *head, *([] if reading.name and reading.kind == "person" else plain)))


def runs_on(
    literal: str, cue: str | None, passage: Passage, place: Range, around: Sequence[Sequence[Voice]]
) -> Objection | None:
    """Why an engine's source is not believed where no voice carries the evidence.

    Args:
        literal: The source.
        cue: The cue that the engine names.
        passage: The sentence.
        place: The evidence's last piece.
        around: The voices of the sentences near by.
    """
    if any(
        _goes_on_behind(passage, voice, place) and not misheard(passage.text, literal, voice) for voice in passage.heard
    ):
        return None
    if cue is not None and _beside_its_cue(literal, cue, passage, place):
        return None
    said_near = any(names(passage.text, literal, voice) for heard in around for voice in heard)
    goes_on = cue is not None and set(words(cue)) & _GOES_ON and find_first(cue, passage.words) is not None
    if said_near and (goes_on or passage.is_quoted(place[0])):
        return None
    return Objection("source_conflict", f'Nothing in the article shows that "{literal}" says these words.')


def _goes_on_behind(passage: Passage, voice: Voice, place: Range) -> bool:
    """Whether evidence goes on behind a speaker between commas: "X, Brandt said, and [Y]"; both quoted, or neither."""
    between = voice.attributing
    if between is None or not voice.content or place[0] < between[1]:
        return False
    quoted = {passage.is_quoted(start) for start, _ in voice.content}
    return passage.text[between[1] : between[1] + 1] == "," and quoted == {passage.is_quoted(place[0])}


def _beside_its_cue(literal: str, cue: str, passage: Passage, place: Range) -> bool:
    """Whether a source stands beside its own verb of saying where no voice of the sentence was heard.

    Syntax has more ways to put a speaker than are known: "By 2031, [the minister told] parliament, trains will …". The
    two must be neighbours outside of quotation marks, and nobody else must speak between them and the evidence.
    """
    if not set(words(cue)) & ACT_OF.keys():
        return False
    text, sentence = passage.text, passage.place
    for source in find_all(literal, text, *sentence):
        for verb in find_all(cue, text, *sentence):
            first, second = sorted(((source.start, source.end), (verb.start, verb.end)))
            between = text[first[1] : second[0]]
            apart = len(words(between)) > _FEW_WORDS if source.start < verb.start else bool(between.strip())
            if first[1] > second[0] or apart or passage.is_quoted(first[0]):
                continue
            left, right = min(first[0], place[0]), max(second[1], place[1])
            others = [voice for voice in passage.heard if voice.attributing and voice.cue != (verb.start, verb.end)]
            if not any(left <= other.attributing[0] < right for other in others if other.attributing):
                return True
    return False


def is_plain(passage: Passage, places: Sequence[Range]) -> bool:
    """Whether nobody can speak in a sentence by itself: no voice, no verb of saying, no quotation."""
    said = set(words(passage.words))
    return said.isdisjoint(CUE_WORDS) and not passage.heard and not any(passage.is_quoted(start) for start, _ in places)


def near(index: int, heard: Sequence[Sequence[Voice]]) -> list[Sequence[Voice]]:
    """The voices of the sentences around one."""
    return [*heard[max(0, index - _NEAR) : index], *heard[index + 1 : index + 1 + _NEAR]]
