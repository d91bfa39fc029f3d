"""PolNeAR: news articles with every attribution (Newell, Margolin and Ruths 2018, LREC).

Rows: ``id``, ``text``, ``published``, ``attributions`` with ``source``, ``cue`` and ``content``, each a list of
half-open ``[start, end)`` into the text.

What is compared. A span is trimmed of white space, quotation marks and loose signs at its ends, since the guidelines of
the two differ there and nobody's words do; then it must be equal to count as exact ("has said" is no "said"). Every
link of a claim's chain is an attribution; the content of an outer link runs from the first to the last of what the
inner one says and its content. Sources and cues are compared as sets of an article's spans, each counted once.

The corpus has words that run on without source and cue as one content with those before them of the same speaker in the
same line; our records have one content for each sentence. A measure of its own joins them as the corpus does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evals.corpora.measures import EXTRACT, FINDER, Measure, gather
from evals.corpora.rows import Rows, chosen, read_rows
from evals.match import one_to_one
from evals.metrics import Counts
from extractor import Article, ArticleResult, Span, extract
from extractor.literals.attribution import voices
from extractor.literals.attribution.cues import ACT_OF

JOINED = "content, IoU at least .5, speech that runs on joined"
BASELINE = "cue-word sentences"
"""The column that takes each sentence with a cue word whole for content."""

_LOOSE = " \t\r\n\"'“”„«»‘’`,.;:—–-…()"
Spans = tuple[tuple[int, int], ...]
Places = Iterable[Sequence[int]]


@dataclass(frozen=True)
class Said:
    """One attribution: code points of its source, cue and content, () where there is none; and who speaks, if known."""

    source: Spans
    cue: Spans
    content: Spans
    speaker: object = field(default=None, compare=False)

    @property
    def runs_on(self) -> bool:
        """Whether it has words and a speaker, and nothing that attributes the one to the other."""
        return self.speaker is not None and not self.source and not self.cue


def measure(path: Path, rows: Rows = "all") -> list[Measure]:
    """Measure content, source and cue on a file of the corpus."""
    read = chosen(read_rows(path, ("text", "attributions")), rows)
    return gather(_article(row) for row in read)


def _article(row: dict[str, Any]) -> dict[tuple[str, str], Counts]:
    text = row["text"]
    gold = [_said(text, item["source"], item["cue"], item["content"]) for item in row["attributions"]]
    result = extract(Article(text=text, published=row.get("published"), language="en"), model="rules")
    said = {EXTRACT: _unique(_of_claims(result)), FINDER: _unique(_of_voices(result))}
    whole = _compared(gold, list(_cue_sentences(result)))
    counts = {(name, BASELINE): count for name, count in whole.items() if name.startswith("content")}
    for column, made in said.items():
        counts |= {(name, column): count for name, count in _compared(gold, made).items()}
        counts[JOINED, column] = _contents(gold, _joined(text, made))
    return counts


def _contents(gold: Sequence[Said], said: Sequence[Said]) -> Counts:
    return Counts(len(_alike(gold, said)), len(gold), len(said))


def _alike(gold: Sequence[Said], said: Sequence[Said]) -> list[tuple[int, int]]:
    return one_to_one(gold, said, lambda one, other: _at_least_half(one.content, other.content))


def _compared(gold: Sequence[Said], said: Sequence[Said]) -> dict[str, Counts]:
    alike = _alike(gold, said)
    touching = one_to_one(gold, said, lambda one, other: overlap(one.content, other.content))
    linked = [(i, j) for i, j in alike if gold[i].source == said[j].source and gold[i].cue == said[j].cue]
    return {
        "content, IoU at least .5": Counts(len(alike), len(gold), len(said)),
        "source, exact": _exact([item.source for item in gold], [item.source for item in said]),
        "cue, exact": _exact([item.cue for item in gold], [item.cue for item in said]),
        "all three of one attribution": Counts(len(linked), len(gold), len(said)),
        "content, touching": Counts(len(touching), len(gold), len(said)),
    }


def _exact(gold: Iterable[Spans], said: Iterable[Spans]) -> Counts:
    wanted, given = {spans for spans in gold if spans}, {spans for spans in said if spans}
    return Counts(len(wanted & given), len(wanted), len(given))


def overlap(one: Spans, other: Spans) -> float:
    """Intersection over union of two sets of characters."""
    left = {i for start, end in one for i in range(start, end)}
    right = {i for start, end in other for i in range(start, end)}
    return len(left & right) / len(left | right) if left & right else 0.0


def _at_least_half(one: Spans, other: Spans) -> float:
    share = overlap(one, other)
    return share if share >= 0.5 else 0.0


def _said(text: str, source: Places, cue: Places, content: Places, speaker: object = None) -> Said:
    return Said(_trimmed(text, source), _trimmed(text, cue), _trimmed(text, content), speaker)


def _trimmed(text: str, spans: Places) -> Spans:
    """Trim each span, and join those with nothing but loose signs between."""
    places: list[tuple[int, int]] = []
    for start, end in sorted((span[0], span[1]) for span in spans):
        left = next((i for i in range(start, end) if text[i] not in _LOOSE), end)
        right = next((i for i in range(end, left, -1) if text[i - 1] not in _LOOSE), left)
        if places and not text[places[-1][1] : left].strip(_LOOSE):
            places[-1] = (places[-1][0], max(right, places[-1][1]))
        elif left < right:
            places.append((left, right))
    return tuple(places)


def _unique(said: Iterable[Said]) -> list[Said]:
    return list(dict.fromkeys(item for item in said if item.content))


def _joined(text: str, said: Iterable[Said]) -> list[Said]:
    """Join what runs on with the words before it of the same speaker in the same line."""
    made: list[Said] = []
    for item in said:
        k = next((k for k in reversed(range(len(made))) if item.runs_on and made[k].speaker == item.speaker), None)
        if k is not None and "\n" not in text[made[k].content[-1][1] : item.content[0][0]]:
            made[k] = replace(made[k], content=_trimmed(text, [*made[k].content, *item.content]))
        else:
            made.append(item)
    return made


def _of_claims(result: ArticleResult) -> Iterator[Said]:
    text = result.article.text
    for claim in result.claims:
        if claim.attribution is None:
            continue
        content = [(span.start, span.end) for span in claim.attribution.content]
        for link in claim.attribution.chain:
            source, cue = _places(link.span), _places(link.cue)
            yield _said(text, source, cue, content, link.name or link.named_at)
            inner = [*content, *source, *cue]
            content = [(min(start for start, _ in inner), max(end for _, end in inner))]


def _places(span: Span | None) -> list[tuple[int, int]]:
    return [] if span is None else [(span.start, span.end)]


def _of_voices(result: ArticleResult) -> Iterator[Said]:
    text = result.article.text
    for heard in voices.read(text, tuple((span.start, span.end) for span in result.sentences)):
        for voice in heard:
            source, cue = [[] if place is None else [place] for place in (voice.source, voice.cue)]
            yield _said(text, source, cue, voice.content, voice.speaker)


def _cue_sentences(result: ArticleResult) -> Iterator[Said]:
    for span in result.sentences:
        if any(word.strip(_LOOSE).lower() in ACT_OF for word in span.text.split()):
            yield Said((), (), _trimmed(result.article.text, [(span.start, span.end)]))
