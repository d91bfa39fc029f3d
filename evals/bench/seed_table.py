"""Print what both engines give for the seed article, as the table in the README.

    python evals/bench/seed_table.py

The LLM's column is replayed offline from the recorded answers of a real small model; nothing here asks a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from evals.dataset import Fixture, load_fixture
from extractor import ArticleResult, Claim, extract, whole_sentences
from extractor.schema import Quantity, Span, TimeReference

HOME = Path(__file__).parent.parent
MODEL = "qwen2.5-coder-1.5b-instruct"
RECORDING = HOME / "recordings" / "seed.jsonl"

Check = Callable[[ArticleResult], bool]


def results(fixture: Fixture) -> dict[str, ArticleResult]:
    """Extract the seed article with both engines, offline."""
    recorded = extract(fixture.article, model=MODEL, cache=RECORDING, offline=True)
    return {"rules": extract(fixture.article, model="rules"), MODEL: recorded}


def quantities(result: ArticleResult, words: str) -> list[Quantity]:
    """The quantities whose words these are."""
    return [q for claim in result.claims for q in claim.quantities if q.span.text == words]


def times(result: ArticleResult, words: str) -> list[TimeReference]:
    """The times whose words these are."""
    return [time for claim in result.claims for time in claim.times if time.span.text == words]


def names(result: ArticleResult, words: str) -> list[tuple[str | None, ...]]:
    """The chains of the claims whose evidence holds these words."""
    return [chain(claim) for claim in carrying(result, words)]


def carrying(result: ArticleResult, words: str) -> list[Claim]:
    """The claims whose evidence holds these words."""
    return [claim for claim in result.claims if any(words in span.text for span in claim.evidence)]


def chain(claim: Claim) -> tuple[str | None, ...]:
    """The names of a claim's sources, nearest first."""
    return tuple(source.name for source in claim.attribution.chain) if claim.attribution else ()


def compared(words: str, comparator: str, value: float) -> Check:
    """Whether a quantity is there, and everywhere read as it should be."""

    def check(result: ArticleResult) -> bool:
        found = quantities(result, words)
        return bool(found) and all(q.comparator == comparator and q.value == value for q in found)

    return check


def dated(words: str, of: str, start: str, end: str) -> Check:
    """Whether a time is there, and everywhere read as it should be."""

    def check(result: ArticleResult) -> bool:
        found = times(result, words)
        return bool(found) and all((t.of, str(t.start), str(t.end)) == (of, start, end) for t in found)

    return check


def direct(result: ArticleResult) -> bool:
    """Whether the commander's quotation is his, and direct."""
    found = carrying(result, "is quite difficult")
    his = [
        c
        for c in found
        if c.attribution and c.attribution.directness == "direct" and chain(c) == ("Oleksandr Syrskyi",)
    ]
    return bool(found) and his == found


def half(result: ArticleResult) -> bool:
    """Whether "almost half" has its base."""
    found = quantities(result, "almost half")
    return bool(found) and all(
        q.comparator == "nearly"
        and q.value is not None
        and float(q.value) == 0.5
        and q.base
        and q.base.text == "those killed"
        for q in found
    )


CHECKS: dict[str, Check] = {
    "published 2023-05-01": lambda result: str(result.article.published) == "2023-05-01",
    "“almost half …”: John Kirby → The Hill": lambda result: (
        names(result, "almost half") == [("John Kirby", "The Hill")]
    ),
    "“around 100,000”: about 100000": compared("around 100,000", "about", 100_000),
    "“more than 100,000”: more_than 100000": compared("more than 100,000", "more_than", 100_000),
    "“over 20,000”: more_than 20000": compared("over 20,000", "more_than", 20_000),
    "“almost half of those killed”: nearly 0.5, with its base": half,
    "“since December”: 2022-12-01 to 2023-05-01": dated("since December", "event", "2022-12-01", "2023-05-01"),
    "“on Monday”: 2023-05-01, of the saying": dated("on Monday", "attribution", "2023-05-01", "2023-05-01"),
    "“in February last year”: 2022-02": dated("in February last year", "event", "2022-02-01", "2022-02-28"),
    "Syrskyi's quotation: his, direct": direct,
    "“he added”: Syrskyi": lambda result: names(result, "have ousted") == [("Oleksandr Syrskyi",)],
}


def overlap(gold: Iterable[Span], predicted: Iterable[Span]) -> float:
    """Intersection over union of two evidences, in code points."""
    ours = {i for span in gold for i in range(span.start, span.end)}
    theirs = {i for span in predicted for i in range(span.start, span.end)}
    return len(ours & theirs) / len(ours | theirs)


def met(fixture: Fixture, result: ArticleResult) -> str:
    """How many gold claims pair off with a claim of their own, its evidence of IoU ≥ .5; optional gold is left out."""
    wanted = [fixture.located[claim.id] for claim in fixture.gold.claims if not claim.optional]
    return f"{pairs([[overlap(gold, c.evidence) >= 0.5 for c in result.claims] for gold in wanted])} of {len(wanted)}"


def pairs(allowed: Sequence[Sequence[bool]]) -> int:
    """The most pairs of a row and a column of their own, where these are allowed (Kuhn's augmenting paths)."""
    row_of: dict[int, int] = {}

    def augmented(row: int, tried: set[int]) -> bool:
        for column in (c for c, may in enumerate(allowed[row]) if may and c not in tried):
            tried.add(column)
            if column not in row_of or augmented(row_of[column], tried):
                row_of[column] = row
                return True
        return False

    return sum(augmented(row, set()) for row in range(len(allowed)))


def table() -> str:
    """The Markdown table."""
    fixture = load_fixture(HOME / "fixtures" / "news" / "seed")
    columns = results(fixture)
    rows = [
        [name, *("yes" if check(result) else "no" for result in columns.values())] for name, check in CHECKS.items()
    ]
    rows.append(
        ["gold claims met, one claim each (evidence IoU ≥ .5)", *(met(fixture, result) for result in columns.values())]
    )
    rows.append(
        [
            "claims whose evidence is a whole sentence",
            *(f"{whole_sentences(result)} of {len(result.claims)}" for result in columns.values()),
        ]
    )
    rows.append(["rejections", *(str(len(result.rejections)) for result in columns.values())])
    rows.append(["failed sentences", *(_failed(result) for result in columns.values())])
    header = ["", *columns]
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _failed(result: ArticleResult) -> str:
    return ", ".join(str(s.sentence) for s in result.coverage if s.status == "failed") or "none"


if __name__ == "__main__":
    print(table())
