"""Ten pages of invented news: what belongs to the article, and what a page carries beside it."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from extractor.reader import Unreadable, read
from extractor.schema import Article

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Expected:
    first: str
    last: str
    published: date
    byline: str | None
    publisher: str | None
    absent: tuple[str, ...]


EXPECTED = {
    "menus": Expected(
        "The ferry between Norvik",
        "the headmistress said.",
        date(2022, 11, 3),
        "Tilde Marsund",
        "The Norvik Courier",
        ("Subscribe", "Most read", "Whale", "lottery", "Privacy", "2024", "Home"),
    ),
    "cookie_notice": Expected(
        "Engineers have closed",
        "agreed to nor refused.",
        date(2023, 2, 14),
        "Perrin Holloway",
        "Ostermark Daily",
        ("privacy", "217 partners", "cookies", "morning letter", "Reject"),
    ),
    "hidden_text": Expected(
        "The reservoir at Calder Pass",
        "saving water until then.",
        date(2021, 8, 19),
        "Ivo Strand",
        None,
        ("poisoned", "resigned", "drowned", "Secret", "template", "fallback", "dam broke", "90 million", "forged"),
    ),
    "comments": Expected(
        "The library in Tamsin Row",
        "vote on it in September.",
        date(2020, 1, 27),
        "Greta Olmstead",
        "Brackwater Post",
        ("bookworm77", "roof", "ten million", "Great news", "comment"),
    ),
    "live_blog": Expected(
        "Power back in Lower Dunmoor",
        "announced last night.",
        date(2023, 10, 20),
        None,
        "Coastline Radio",
        ("All live pages", "podcast", "Pier Street"),
    ),
    "two_dates": Expected(
        "The hospital in Wexcombe",
        "its organisers said.",
        date(2022, 6, 17),
        "Dunstan Peel",
        None,
        ("Updated", "First published", "Dunstan", "2025"),
    ),
    "captions": Expected(
        "Beavers live in the Loam valley",
        "between March and July.",
        date(2019, 5, 9),
        "Salome Birch",
        "Field and Fen",
        ("Seven more", "Otto Varga", "flooded 40 farms", "Map"),
    ),
    "byline": Expected(
        "Tram drivers in Valmere have voted",
        "not affected by the strike.",
        date(2024, 3, 6),
        "Maren Iversholt",
        "The Valmere Examiner",
        ("Iversholt", "correspondent", "11:00"),
    ),
    "json_ld": Expected(
        "The workers of the glassworks",
        "its director said.",
        date(2018, 12, 11),
        "Leocadia Brandt, Samir Oduya",
        "Kettle Hill Gazette",
        ("burned down", "schema.org"),
    ),
    "windows_1252": Expected(
        "The café “Zur Linde” in Mühlau",
        "his family since 1932.",
        date(2017, 4, 12),
        "Zoë Gräf",
        "The Mühlau Mirror",
        ("&", "�", "â€"),
    ),
}
EXPECTED_AMPERSAND = "Sales & stock"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page was read over the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def page(name: str) -> Article:
    (found,) = read([PAGES / f"{name}.html"])
    assert isinstance(found, Article), found
    return found


def bare(tmp_path: Path, source: str | bytes) -> Article | Unreadable:
    path = tmp_path / "page.html"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    (found,) = read([path])
    return found


def test_ten_pages_are_all_expected() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(EXPECTED)
    assert len(EXPECTED) == 10


@pytest.mark.parametrize("name", EXPECTED)
def test_text_is_the_article_and_nothing_beside_it(name: str) -> None:
    expected, text = EXPECTED[name], page(name).text
    assert text.startswith(expected.first)
    assert text.endswith(expected.last)
    assert [words for words in expected.absent if words in text.replace(EXPECTED_AMPERSAND, "")] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata(name: str) -> None:
    expected, found = EXPECTED[name], page(name)
    assert (found.published, found.byline, found.publisher) == (
        expected.published,
        expected.byline,
        expected.publisher,
    )
    assert found.language == "en"


@pytest.mark.parametrize("name", EXPECTED)
def test_title_is_a_field_and_not_a_paragraph(name: str) -> None:
    found = page(name)
    assert found.title
    assert found.title not in found.text.split("\n\n")


@pytest.mark.parametrize(("name", "paragraphs"), [("menus", 7), ("hidden_text", 5), ("captions", 5), ("comments", 5)])
def test_paragraphs_stand_apart_by_a_blank_line(name: str, paragraphs: int) -> None:
    parts = page(name).text.split("\n\n")
    assert len(parts) == paragraphs
    assert not any("\n" in part for part in parts)


def test_every_entry_of_a_live_blog_is_there_in_its_order() -> None:
    text = page("live_blog").text
    places = [text.find(words) for words in ("3,200 households", "a man of 54", "131 kilometres", "Buses", "Schools")]
    assert -1 not in places
    assert places == sorted(places)


def test_entities_and_the_declared_character_set() -> None:
    text = page("windows_1252").text
    for words in (
        "€40,000",
        "Józef Król",
        "André Maître",
        "5½ kilograms",
        EXPECTED_AMPERSAND,
        "<in winter>",
        "£65,000",
    ):
        assert words in text


def test_the_address_is_the_canonical_one() -> None:
    assert page("byline").url == "https://examiner.example/news/tram-strike"


SENTENCE = "<p>The mayor of Norvik opened a bridge on Monday.</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html><html><body></body></html>",
        "<html><body><p hidden>Only a hidden word.</p></body></html>",
        "<html><head><title>Title</title></head><body><script>var words</script></body></html>",
        "<!-- -->",
    ],
)
def test_a_page_without_main_text(tmp_path: Path, source: str) -> None:
    found = bare(tmp_path, source)
    assert isinstance(found, Unreadable)
    assert found.reason.endswith("save the article's text as a .txt file.")


def test_a_copyright_year_is_no_day_of_publication(tmp_path: Path) -> None:
    found = bare(
        tmp_path, f"<html><body><article>{SENTENCE}</article><footer>&copy; 2021 Norvik</footer></body></html>"
    )
    assert isinstance(found, Article)
    assert found.published is None


def test_xhtml_that_declares_its_encoding(tmp_path: Path) -> None:
    source = f'<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Café “Linde”.</p>{SENTENCE}</body></html>'
    found = bare(tmp_path, source.encode("cp1252"))
    assert isinstance(found, Article)
    assert found.text.startswith("Café “Linde”.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_byte_order_mark_tells_more_than_the_declaration(tmp_path: Path, encoding: str) -> None:
    source = f'<html><head><meta charset="iso-8859-1"></head><body><p>Café.</p>{SENTENCE}</body></html>'
    found = bare(tmp_path, source.encode(encoding))
    assert isinstance(found, Article)
    assert "Café." in found.text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b'<meta charset="klingon"><p>words</p>', "klingon"),
        (b"<p>Caf\xe9</p>", "utf-8"),
        (b"<p>words\x00</p>", "binary"),
    ],
)
def test_bytes_that_are_no_page(tmp_path: Path, source: bytes, words: str) -> None:
    found = bare(tmp_path, source)
    assert isinstance(found, Unreadable)
    assert words in found.reason


def test_deep_nesting_and_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bare(tmp_path, "<div>" * 30_000 + "words")
    assert capfd.readouterr() == ("", "")


def test_a_caption_that_only_its_class_tells(tmp_path: Path) -> None:
    found = bare(
        tmp_path, f'<article>{SENTENCE * 5}<p class="Photo Caption">Seen from the air.</p>{SENTENCE}</article>'
    )
    assert isinstance(found, Article)
    assert "from the air" not in found.text


def test_metadata_are_no_text_even_where_the_page_shows_none(tmp_path: Path) -> None:
    body = "The furnace went out on Tuesday, and the town was dark for three days. " * 8
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    found = bare(tmp_path, f"<html><head>{script}</head><body><p>Menu</p></body></html>")
    assert not isinstance(found, Article) or "furnace" not in found.text
