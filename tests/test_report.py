import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from extractor import extract, highlight, wording
from extractor.report import table
from extractor.schema import (
    Article,
    ArticleResult,
    Attribution,
    Claim,
    Provenance,
    Quantity,
    Rejection,
    SentenceCoverage,
    Source,
    Span,
    TimeReference,
)
from tests.commands import SEED

TEXT = (
    "The Orrin Post reported on Monday that nearly half of those asked, more than 2,000 people, fear the flood. "
    "It may reach 40 to 50 houses. Nobody knows."
)
HOSTILE = 'Rain \x1b[31mfell\x07 [bold]hard[/bold] \u202e<script>alert("1")</script> & "more" on :smile: Monday.'


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def claim(statement: str, *evidence: str, text: str = TEXT, **changes: object) -> Claim:
    fields = {
        "statement": statement,
        "evidence": tuple(span(words, text) for words in evidence),
        "alignment": "exact",
        "kind": "event",
        "modality": "certain",
        "polarity": "positive",
        "checkable": True,
        "engine": "rules",
    }
    return Claim.model_validate(fields | changes)


def result(*claims: Claim, text: str = TEXT, title: str | None = None, **changes: object) -> ArticleResult:
    ends = [match.end() for match in re.finditer(r"\. |\.$", text)]
    sentences = tuple(Span.of(text, start, end) for start, end in zip([0, *ends], ends, strict=False))
    fields = {
        "article": Article(id="orrin-1", text=text, title=title),
        "sentences": sentences,
        "claims": claims,
        "coverage": tuple(SentenceCoverage(sentence=n, status="claimed") for n, _ in enumerate(sentences, 1)),
        "provenance": Provenance(extractor="1", engine="llm", model="small", prompt="claims.v1"),
    }
    return ArticleResult.model_validate(fields | changes)


def quantity(words: str, value: str | None, comparator: str, **changes: object) -> Quantity:
    number = Decimal(value) if value else None
    fields = {"span": span(words), "value": number, "comparator": comparator, **changes}
    return Quantity.model_validate(fields)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (quantity("more than 2,000", "2000", "more_than", measure=span("people")), "> 2,000 people"),
        (quantity("2,000", "2000", "about"), "≈ 2,000"),
        (
            quantity("nearly half", "0.5", "nearly", unit="fraction", base=span("those asked")),
            "< 50 % (nearly half) of those asked",
        ),
        (quantity("40 to 50", None, "between", low=40, high=50, measure=span("houses")), "40 to 50 houses"),
        (quantity("40", "40", "at_least", unit="percent", change="increase"), "up ≥ 40 %"),
        (quantity("40", "40.50", "exactly", unit="EUR"), "EUR 40.5 (40)"),
        (quantity("40", "40", "exactly", unit="kilometre", change="decrease"), "down 40 kilometre"),
        (quantity("40", "40", "exactly", unit="percentage point"), "40 percentage point"),
        (quantity("2,000", "2e30", "at_most"), "≤ 2e+30 (2,000)"),
        (quantity("half", "0.3333333", "exactly", unit="fraction"), "33.3 % (half)"),
    ],
)
def test_a_number_reads_as_it_was_understood(read: Quantity, words: str) -> None:
    assert wording.number(read) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": "2024-06-10", "end": "2024-06-10"}, "on Monday = 2024-06-10"),
        ({"start": "2024-06-01", "end": "2024-06-10"}, "on Monday = 2024-06-01 … 2024-06-10"),
        ({"end": "2024-06-10"}, "on Monday = … 2024-06-10"),
        ({"start": "2024-06-10"}, "on Monday = 2024-06-10 …"),
        ({"of": "attribution", "start": "2024-06-10", "end": "2024-06-10"}, "on Monday = 2024-06-10 (of the saying)"),
        ({"type": "duration", "timex": "P3D"}, "on Monday = P3D"),
        ({"unresolved": "no publication date"}, "on Monday (unresolved: no publication date)"),
    ],
)
def test_a_time_reads_with_its_dates(fields: dict[str, str], words: str) -> None:
    time = TimeReference.model_validate({"span": span("on Monday"), "of": "event", "type": "date", **fields})
    assert wording.when(time) == words


def test_the_chain_reads_nearest_first_and_no_source_is_left_out() -> None:
    chain = (
        Source(name="Ilse Brandt", kind="person", act="estimated"),
        Source(span=span("The Orrin Post"), kind="organization", act="reported"),
        Source(kind="unknown", act="predicted"),
    )
    attribution = Attribution(content=(span("Nobody knows"),), chain=chain, directness="indirect")
    expected = "Ilse Brandt (estimated) → The Orrin Post (reported) → source not named (predicted)"
    assert wording.who(attribution) == expected
    assert wording.who(None) == "the article"


def test_certainty_names_all_that_is_not_plain() -> None:
    one = claim("Nobody knows.", "Nobody knows", kind="opinion", modality="underspecified", polarity="negative")
    two = one.model_copy(update={"checkable": False, "flags": ("fallback",)})
    assert wording.certainty(two) == "opinion · certainty open · negative · not checkable · flag: fallback"


def incomplete() -> ArticleResult:
    coverage = (
        SentenceCoverage(sentence=1, status="claimed"),
        SentenceCoverage(sentence=2, status="failed", reason="missing_offline", detail="Run it once."),
        SentenceCoverage(sentence=3, status="skipped", reason="no_claim"),
    )
    rejection = Rejection(sentences=(1,), draft={}, reason="number_conflict", detail="2,000 is not 3,000.")
    given: dict[str, Any] = {"coverage": coverage, "rejections": (rejection,), "warnings": ("No date.",)}
    return result(claim("The flood is feared.", "fear the flood"), title="The flood", **given)


def test_the_table_says_what_failed_was_rejected_and_is_warned_of() -> None:
    lines = [" ".join(line.split()) for line in table(incomplete(), width=100).splitlines()]
    assert lines[:3] == [
        "The flood",
        "orrin-1 · no date · llm small with claims.v1",
        "1 claim · 1 draft rejected · 3 sentences: 1 claimed, 1 skipped (1 no claim), 1 failed",
    ]
    assert "sentence 2, missing offline: Run it once. — “It may reach 40 to 50 houses.”" in lines
    assert "sentence 1, number conflict: 2,000 is not 3,000." in lines
    assert lines[-2:] == ["Warnings (1)", "No date."]


@pytest.mark.parametrize("width", [40, 80, 130, 200])
def test_the_table_fits_every_width_and_is_plain_without_colour(width: int) -> None:
    shown = table(extract(SEED.read_text()), width=width)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "\x1b" not in shown
    assert not re.search("[\u2500-\u257f]", shown)
    assert " ".join([">", "20,000", "fatalities"]) in " ".join(shown.split())


def missing_offline() -> ArticleResult:
    failed = [
        SentenceCoverage(sentence=n, status="failed", reason="missing_offline", detail="Not there.") for n in (1, 2)
    ]
    return result(coverage=(*failed, SentenceCoverage(sentence=3, status="skipped", reason="no_claim")))


def test_a_reason_that_many_sentences_share_is_said_once() -> None:
    shown = " ".join(table(missing_offline(), width=100).split())
    assert shown.count("Not there.") == 1
    assert "Failed sentences (2) 2 sentences, missing offline: Not there. sentence 1 — “The Orrin Post" in shown
    assert "sentence 2 — “It may reach 40 to 50 houses.”" in shown
    notes = highlight.section(missing_offline()).partition('class="notes"')[2]
    assert notes.count("Not there.") == 1
    assert "<li>Sentence 2 — “It may reach 40 to 50 houses. ”</li>" in notes


def test_without_a_title_the_first_sentence_is_the_heading_whole() -> None:
    made = extract(SEED.read_text())
    first = " ".join(made.sentences[0].text.split())
    assert wording.headline(made) == first
    assert "…" not in highlight.section(made).partition("</h1>")[0]
    long = wording.headline(result(text="Rain fell on " + "the long street " * 40 + "."))
    assert len(long) <= 201
    assert long.endswith((" the…", " long…", " street…"))


def test_a_terminal_gets_styles() -> None:
    assert "\x1b[1m" in table(incomplete(), width=80, colour=True)


def hostile() -> ArticleResult:
    told = {
        "warnings": (HOSTILE,),
        "rejections": (Rejection(sentences=(1,), draft={}, reason="absent", detail=HOSTILE),),
    }
    return result(claim(HOSTILE, HOSTILE[:-1], text=HOSTILE), text=HOSTILE, title=HOSTILE, **told)


@pytest.mark.parametrize("colour", [False, True])
def test_no_control_and_no_markup_of_an_article_reaches_the_terminal(colour: bool) -> None:
    shown = table(hostile(), width=200, colour=colour)
    without_styles = re.sub(r"\x1b\[[\d;]*m", "", shown) if colour else shown
    assert shown.count("[31m") == without_styles.count("\ufffd[31m") == 4
    assert without_styles.count("[bold]hard[/bold]") == 4
    assert ":smile:" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", without_styles)


class Page(HTMLParser):
    """What a browser would make of the page: its tags, its ids and links, and the article's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.titles: list[str] = []
        self.text = ""
        self.marked = ""
        self._within = 0
        self._beside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.seen |= {tag, *(f"{tag}@{name}" for name in given)}
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.titles += [given["title"] or ""] if "title" in given else []
        if tag in {"meta"}:
            return
        self.open.append(tag)
        if given.get("class") == "text":
            self._within = len(self.open)
        self._beside = given.get("class") == "ref"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._beside = False
        if len(self.open) < self._within:
            self._within = 0

    def handle_data(self, data: str) -> None:
        if self._within and not self._beside:
            self.text += data
            self.marked += data if "mark" in self.open else ""


def page(*results: ArticleResult) -> Page:
    return Page(highlight.OPENING + "".join(map(highlight.section, results)) + highlight.CLOSING)


def test_the_page_marks_the_evidence_and_links_both_ways() -> None:
    one = claim("Half of those asked fear the flood.", "nearly half of those asked", "fear the flood")
    two = claim("More than 2,000 people fear the flood.", "more than 2,000 people", "fear the flood")
    made = page(result(one, two))
    assert made.open == []
    assert made.text == TEXT
    assert made.marked == "nearly half of those askedmore than 2,000 peoplefear the flood"
    assert {link.removeprefix("#") for link in made.links} <= set(made.ids)
    assert len(made.links) == 4
    assert len(set(made.ids)) == len(made.ids)
    assert made.titles[-1].splitlines() == [
        "1. Half of those asked fear the flood. — the article",
        "2. More than 2,000 people fear the flood. — the article",
    ]


def test_the_claims_of_a_short_text_leave_no_column_empty() -> None:
    """Beside a text the claims scroll: they take the room that the text takes, or that these few entries need."""
    sections = [highlight.section(made) for made in (result(claim("It may.", "It may")), incomplete())]
    assert ["--entries: 1" in sections[0], "--entries: 4" in sections[1]] == [True, True]
    wide = highlight.OPENING.partition("@media screen and (min-width: 60.01rem)")[2].partition("@media print")[0]
    assert "contain: size" in wide
    assert "var(--entries)" in wide


def test_the_page_shows_what_failed() -> None:
    made = page(incomplete())
    assert "Failed: Run it once." in made.titles
    assert {"span@title", "section@aria-label", "h1", "ol"} <= made.seen


def test_the_page_holds_no_script_and_loads_nothing() -> None:
    text = highlight.section(hostile())
    made = page(hostile(), result(text="Rain.", article=Article(text="Rain.", url="javascript:alert(1)")))
    assert "script" not in made.seen
    assert not {name for name in made.seen if name.split("@")[-1].startswith(("on", "src"))}
    assert all(link.startswith("#") for link in made.links)
    assert text.count("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;more&quot;") >= 4
    assert "\x1b" not in text


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=40), st.data())
def test_any_overlap_of_evidence_leaves_the_text_whole(text: str, data: st.DataObject) -> None:
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda edge: edge[0] < edge[1])
    drawn = data.draw(st.lists(st.lists(edges, min_size=1, max_size=3), max_size=4))
    spans = [tuple(Span.of(text, *edge) for edge in edges) for edges in drawn]
    claims = [claim("Rain fell.", text[0], text=text).model_copy(update={"evidence": some}) for some in spans]
    article = Article(id="any", text=text)
    fields: dict[str, Any] = {"article": article, "sentences": (), "coverage": ()}
    made = page(result(*claims, **fields))
    covered = {at for some in spans for one in some for at in range(one.start, one.end)}
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text)
    assert made.text == shown
    assert made.marked == "".join(shown[at] for at in sorted(covered))
    assert len([name for name in made.ids if "-e" in name]) == len(claims)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The town counts 40 births a year.", "40 births per year"),
        ("Oil costs $80 a barrel.", "USD 80 per barrel"),
        ("3 of the 40 boats sank.", "3 of the 40 boats"),
        ("Almost half of those killed were soldiers.", "< 50 % (Almost half) of those killed"),
    ],
)
def test_a_quantity_reads_as_a_person_would_write_it(text: str, shown: str) -> None:
    claim = extract(text, published="2024-06-12", model="rules").claims[0]

    assert wording.number(claim.quantities[0]) == shown
