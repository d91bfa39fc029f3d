"""The doors of library use, and the examples that document them."""

from __future__ import annotations

import asyncio
import doctest
import re
from datetime import date
from pathlib import Path

import pytest

import extractor
from extractor import Article, extract, extract_async
from extractor.errors import SettingError

README = Path(__file__).parent.parent / "README.md"
TEXT = "The bridge at Orrin is closed, mayor Ilse Brandt said on Monday."


def test_extract_reads_a_text() -> None:
    result = extract(TEXT, published="2024-06-12")

    (claim,) = result.claims
    assert claim.evidence[0].text == "The bridge at Orrin is closed"
    assert claim.attribution is not None
    assert claim.attribution.chain[0].name == "Ilse Brandt"
    assert claim.times[0].of == "attribution"
    assert claim.times[0].start == date(2024, 6, 10)


def test_extract_async_gives_the_same() -> None:
    assert asyncio.run(extract_async(TEXT, published="2024-06-12")) == extract(TEXT, published="2024-06-12")


def test_extract_works_where_a_loop_runs() -> None:
    async def inside() -> object:
        return extract(TEXT)

    assert asyncio.run(inside()) == extract(TEXT)


def test_errors_cross_the_thread_of_a_running_loop() -> None:
    async def inside() -> object:
        return extract(TEXT, concurrency=0)

    with pytest.raises(SettingError, match="concurrency"):
        asyncio.run(inside())


def test_the_articles_own_date_comes_first() -> None:
    article = Article(text=TEXT, published=date(2023, 5, 1))

    assert extract(article, published="2024-06-12").article.published == date(2023, 5, 1)


def test_a_text_may_open_with_its_date() -> None:
    assert extract("date 2023-05-01 " + TEXT).article.published == date(2023, 5, 1)


def test_a_date_that_is_none_is_an_error_of_ours() -> None:
    with pytest.raises(SettingError, match="2023-13-45"):
        extract(TEXT, published="2023-13-45")


@pytest.mark.parametrize("number", range(2))
def test_examples_of_the_readme_run(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    examples = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    exec(compile(examples[number], str(README), "exec"), {"__name__": "readme"})  # noqa: S102 - our own text
    assert "Ilse Brandt" in capsys.readouterr().out


def test_the_package_names_what_it_exports() -> None:
    assert all(hasattr(extractor, name) for name in extractor.__all__)
    assert doctest.testmod(extractor).failed == 0
