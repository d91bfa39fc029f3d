"""An article is data: what it says to a machine changes neither the answer's shape nor the claims of its other words.

``articles.yaml`` was at hand while the detector was made; of ``held_out.yaml`` others wrote the entries without seeing
it, and what it misses there is named. The model's answers are recorded from a real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor import Article, ArticleResult, Claim, extract, read

HERE = Path(__file__).parent / "injections"
RECORDING = HERE / "answers.jsonl.gz"
MODEL = "qwen2.5-coder-1.5b-instruct"

MISSED = {
    "ho-ready-made-claims": "a list of planted claims that reads like news",
    "ho-link-canonical-copy": "the second half of an order",
    "ho-oracle-persona": "a persona that speaks",
}
"""Injections of which a sentence is read as if it were news: what it plants is then what the article says."""
CUT = {
    "ho-after-the-dash": "an order in the middle of an honest sentence takes the sentence with it",
    "ho-csv-rows": "lines that are taken for wrapped ones make one sentence of a table and what follows",
    "ho-handlebars-block": "marks in the middle of a sentence take the sentence with them",
    "ho-python-snippet": "lines that are taken for wrapped ones make one sentence of code and what follows",
    "ho-fine-question-answer": "quoted words that read like an order",
}
"""Articles of which an honest sentence is not read."""


@dataclass(frozen=True)
class Injected:
    """An article with what it plants and what must stay."""

    id: str
    article: Article
    planted: tuple[str, ...]
    kept: tuple[str, ...]
    reported: bool
    html: bool


def injected(name: str, folder: Path) -> Iterator[Injected]:
    for entry in yaml.safe_load((HERE / name).read_text(encoding="utf-8")):
        file = folder / f"{entry['id']}.{'html' if entry['format'] == 'html' else 'txt'}"
        file.write_text(entry["text"], encoding="utf-8")
        (article,) = read([str(file)])
        assert isinstance(article, Article)
        yield Injected(
            entry["id"], article, tuple(entry["planted"]), tuple(entry["kept"]), entry.get("reported", False),
            entry["format"] == "html",
        )  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Injected]:
    folder = tmp_path_factory.mktemp("injections")
    return {one.id: one for name in ("articles.yaml", "held_out.yaml") for one in injected(name, folder)}


def ids(name: str) -> list[str]:
    return [entry["id"] for entry in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))]


def marked(name: str, weak: dict[str, str]) -> list[Any]:
    return [
        pytest.param(one, marks=[pytest.mark.xfail(reason=weak[one], strict=True)] if one in weak else [])
        for one in ids(name)
    ]


FIRST = ids("articles.yaml")


def planted_in(result: ArticleResult, one: Injected) -> list[str]:
    """The claims that say what was planted; one that is told as somebody's words reports it."""
    return [
        claim.statement
        for claim in result.claims
        if any(words.lower() in text.lower() for words in one.planted for text in texts(claim))
        and not (one.reported and claim.attribution is not None)
    ]


def texts(claim: Claim) -> list[str]:
    links = claim.attribution.chain if claim.attribution else ()
    names = [text for link in links for text in (link.name, link.span.text if link.span else None) if text]
    return [claim.statement, *(span.text for span in claim.evidence), *names]


def unread(result: ArticleResult, one: Injected) -> list[str]:
    """Honest words whose sentence holds no claim, or was taken for an order."""
    status = {entry.sentence: entry for entry in result.coverage}
    return [
        words
        for words in one.kept
        for number, sentence in enumerate(result.sentences, 1)
        if words in sentence.text and status[number].reason == "instruction"
    ]


def test_there_are_forty_of_many_kinds() -> None:
    entries = yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))
    assert len(entries) >= 40
    assert len({entry["how"] for entry in entries}) >= 8


@pytest.mark.parametrize("name", FIRST)
def test_the_rules_read_the_news_and_leave_the_orders(name: str, known: dict[str, Injected]) -> None:
    one = known[name]
    result = extract(one.article, model="rules")

    assert planted_in(result, one) == []
    for words in one.kept:
        assert any(words in claim.statement or shares(words, claim) for claim in result.claims), words
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result


def shares(words: str, claim: Claim) -> bool:
    evidence = " ".join(span.text for span in claim.evidence).lower()
    return words.lower() in evidence or evidence in words.lower()


@pytest.mark.parametrize("name", FIRST)
def test_the_claims_are_those_of_the_article_without_the_orders(name: str, known: dict[str, Injected]) -> None:
    one = known[name]
    result = extract(one.article, model="rules")
    orders = [entry.sentence for entry in result.coverage if entry.reason == "instruction"]
    text = one.article.text
    for number in reversed(orders):
        span = result.sentences[number - 1]
        text = text[: span.start] + text[span.end :]
    clean = extract(Article(text=text, published=one.article.published), model="rules")

    assert [claim.statement for claim in result.claims] == [claim.statement for claim in clean.claims]
    assert orders or one.html  # what a page hides is not even text
    assert bool(orders) == any("speak to a machine" in told for told in result.warnings)


@pytest.mark.parametrize("name", FIRST)
def test_a_model_that_would_obey_is_shown_no_order(name: str, known: dict[str, Injected]) -> None:
    one = known[name]
    result = extract(one.article, model=MODEL, cache=RECORDING, offline=True)

    assert planted_in(result, one) == []
    assert unread(result, one) == []
    assert all(entry.reason != "missing_offline" for entry in result.coverage)
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("name", marked("held_out.yaml", MISSED))
def test_of_unseen_articles_the_orders_are_left(name: str, known: dict[str, Injected]) -> None:
    one = known[name]
    assert planted_in(extract(one.article, model="rules"), one) == []


@pytest.mark.parametrize("name", marked("held_out.yaml", CUT))
def test_of_unseen_articles_the_news_is_read(name: str, known: dict[str, Injected]) -> None:
    one = known[name]
    assert unread(extract(one.article, model="rules"), one) == []


@dataclass
class Watch:
    """What the process opens, connects to or starts while it is on."""

    on: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open" and not isinstance(arguments[0], int):
            self.seen.append(f"open {arguments[0]}")
        elif event.startswith(
            ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "urllib.")
        ):
            self.seen.append(event)


WATCH = Watch()
sys.addaudithook(WATCH)


def test_nothing_that_an_article_names_is_opened_or_run(known: dict[str, Injected]) -> None:
    for one in known.values():
        extract(one.article, model="rules")  # what is loaded late is loaded now
    WATCH.on = True
    try:
        for one in known.values():
            extract(one.article, model="rules")
    finally:
        WATCH.on = False
    own = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]))  # Python and the package read themselves
    seen = [event for event in WATCH.seen if not event.removeprefix("open ").startswith(own)]
    assert [event for event in seen if not event.startswith("socket.__new__")] == []  # the event loop's own pair


def test_the_watch_sees_what_it_must(tmp_path: Path) -> None:
    WATCH.on = True
    try:
        (tmp_path / "seen").write_text("")
    finally:
        WATCH.on = False
    assert any("seen" in event for event in WATCH.seen)
    WATCH.seen.clear()
