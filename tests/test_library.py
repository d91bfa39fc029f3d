"""The doors of library use, and the examples that document them."""

from __future__ import annotations

import asyncio
import doctest
import inspect
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import extractor
from extractor import Article, ArticleResult, extract, extract_async
from extractor.errors import ExtractorError, InputError, SettingError

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


@pytest.mark.parametrize(
    "published", [date(2024, 6, 12), datetime(2024, 6, 12, 23, 59, tzinfo=UTC), "2024-06-12", "2024-06-12T08:00:00Z"]
)
@pytest.mark.parametrize("article", [TEXT, Article(text=TEXT)])
def test_a_day_of_publication_in_any_form_is_a_date_of_the_result(
    article: Article | str, published: date | str
) -> None:
    result = extract(article, published=published)

    assert type(result.article.published) is date
    assert ArticleResult.model_validate_json(result.model_dump_json()) == result
    assert result.claims[0].times[0].start == date(2024, 6, 10)


@pytest.mark.parametrize("published", [20240612, "", "yesterday", b"2024-06-12"])
def test_a_day_of_publication_that_is_none_says_what_is_taken(published: str) -> None:
    with pytest.raises(SettingError, match="as a date, or as YYYY-MM-DD"):
        extract(TEXT, published=published)


def test_an_article_that_was_updated_unchecked_is_validated() -> None:
    article = Article(text=TEXT)
    late = article.model_copy(update={"published": datetime(2024, 6, 12, 9, 30, tzinfo=UTC)})

    assert extract(late).article.published == date(2024, 6, 12)
    with pytest.raises(InputError, match="title: Input should be a valid string"):
        extract(article.model_copy(update={"title": 3}))


@pytest.mark.parametrize("given", [None, b"Rain fell.", Path("a.txt"), 3, ["Rain fell."]])
def test_what_is_no_article_is_a_type_error_of_ours(given: str) -> None:
    with pytest.raises(TypeError, match=r"a text \(str\) or an Article.*extractor\.read") as caught:
        extract(given)
    assert isinstance(caught.value, ExtractorError)
    with pytest.raises(InputError, match=type(given).__name__.removesuffix("Type")):
        asyncio.run(extract_async(given))


def test_the_longest_text_is_the_callers_to_choose() -> None:
    with pytest.raises(InputError, match="the limit is 20"):
        extract(TEXT, max_characters=20)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"offline": True, "cache": None}, "offline=True answers from the cache, and cache=None turns it off"),
        ({"offline": True, "refresh": True}, "offline=True and refresh=True exclude each other"),
        ({"cache": "answers.jsonl"}, "answers.jsonl is a recording.* add offline=True"),
    ],
)
def test_settings_that_exclude_each_other_are_named_as_a_call_writes_them(given: dict[str, bool], words: str) -> None:
    with pytest.raises(SettingError, match=words) as caught:
        extract(TEXT, model="small", base_url="http://127.0.0.1:9/v1", **given)  # type: ignore[arg-type]
    assert "--" not in str(caught.value)


@pytest.mark.parametrize("door", [extract, extract_async])
def test_help_names_what_a_caller_sets(door: object) -> None:
    assert callable(door)
    named = list(inspect.signature(door).parameters)
    assert named == [
        *("article", "model", "base_url", "prompt", "published", "cache", "offline", "refresh", "client", "settings")
    ]
    documented = extract.__doc__ or ""
    assert all(f"{name}: " in documented for name in named)


@pytest.mark.parametrize(
    ("number", "printed"), [(0, "Ilse Brandt"), (1, "Ilse Brandt"), (2, "bound_conflict"), (3, " claims")]
)
def test_examples_of_the_readme_run(number: int, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    examples = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 4
    exec(compile(examples[number], str(README), "exec"), {"__name__": "readme"})  # noqa: S102 - our own text
    assert printed in capsys.readouterr().out


def test_the_version_is_the_installed_one_and_costs_nothing_until_asked_for() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", extractor.__version__)
    script = "import sys, extractor; assert 'importlib.metadata' not in sys.modules; print(extractor.__version__)"
    ran = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "0\n"), ran.stderr


def test_whole_sentences_are_counted_by_one_definition() -> None:
    whole, cut = extract("Rain fell on Orrin."), extract(TEXT)

    assert [extractor.whole_sentences(result) for result in (whole, cut)] == [1, 0]
    assert len(cut.claims) == 1


def test_the_package_names_what_it_exports() -> None:
    assert all(hasattr(extractor, name) for name in extractor.__all__)
    assert doctest.testmod(extractor).failed == 0
