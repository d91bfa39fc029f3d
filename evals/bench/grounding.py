"""Measure the gate alone: 50 drafts on one short article, and 1,000 drafts on 100,000 characters.

    python evals/bench/grounding.py [--peer]

*Aligning* is finding the evidence's words, which is all that an aligner does; *grounding* is that with all judges of
the gate. With --peer, langextract's aligner (extra [peers]) finds the same strings in the same text, its defaults kept.

Drafts are whole clauses, clauses with another sentence's number, and words that stand nowhere. Processor time, so that
other programs do not count. Whose words each sentence is stands apart, since it is read once for an article and both
engines need it; so does the first run, in which the gate reads each sentence's numbers and times.
"""

from __future__ import annotations

import sys
import time

from extractor import Article
from extractor.ground import Ground, finding
from extractor.response import Draft
from extractor.schema import Rejection
from extractor.segment import segment

SENTENCES = (
    ("Mayor Ilse Brandt said the harbour of pier {} is closed.", "the harbour of pier {} is closed"),
    ("At least 12 people were hurt when ferry {} sank on Saturday.", "At least 12 people were hurt when ferry {} sank"),
    ("“We have lost more than {} boats,” she added.", "We have lost more than {} boats"),
    ("The council, which met in May, will rebuild pier {}.", "The council will rebuild pier {}"),
)


def drafts(last: int, count: int) -> list[Draft]:
    """Copied, stitched, moved and invented evidence, in turn, over all sentences."""
    made: list[Draft] = []
    for k in range(count):
        number = k * last // count
        evidence = "A bridge collapsed in Vail" if k % 10 == 9 else SENTENCES[number % 4][1].format(number + 2)
        moved = number + 1 if k % 10 != 8 else min(last, number + 4)
        made.append(
            Draft(
                sentence=moved,
                source=None,
                cue=None,
                reported_by=None,
                evidence=[evidence],
                subject="Brandt",
                kind="event",
                quantities=[],
                times=[],
                statement=None,
            )
        )
    return made


def measure(characters: int, count: int, *, peer: bool) -> None:
    """Print what one article of that many characters costs."""
    length = sum(len(sentence) + 2 for sentence, _ in SENTENCES) // 4
    article = Article(text=" ".join(SENTENCES[k % 4][0].format(k + 2) for k in range(characters // length)))
    ground = Ground(article, segment(article).sentences)
    items = drafts(len(ground.sentences), count)
    started = time.process_time()
    voices = ground.voices
    heard = time.process_time()
    first = [ground.ground(item) for item in items]
    cold = time.process_time()
    again = [ground.ground(item) for item in items]
    warm = time.process_time()
    places = [(sentence.start, sentence.end) for sentence in ground.sentences]
    for item in items:
        finding.find(item.evidence, article.text, places, item.sentence)
    aligned = time.process_time()
    print(
        f"{len(article.text):7} characters, {count:5} drafts: aligning {1000 * (aligned - warm):.1f} ms, grounding "
        f"{1000 * (warm - cold):.1f} ms, the first time "
        f"{1000 * (cold - heard):7.1f} ms (voices of {len(voices)} sentences {1000 * (heard - started):.0f} ms)"
        f"; {sum(isinstance(item, Rejection) for item in again)} rejected{'' if first == again else ' at last'}"
    )
    if peer:
        before = time.process_time()
        align(article.text, [item.evidence[0] for item in items])
        print(f"{'':7} langextract's aligner: {1000 * (time.process_time() - before):.1f} ms")


def align(text: str, evidence: list[str]) -> None:
    """Find the same strings with langextract."""
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner

    list(WordAligner().align_extractions([[Extraction("claim", words) for words in evidence]], text))


if __name__ == "__main__":
    for size, number in ((3_000, 50), (100_000, 1_000)):
        measure(size, number, peer="--peer" in sys.argv)
