"""Reads hand-labelled articles, and finds the words of the labels in them.

A dataset is a folder of fixtures; a fixture is a folder with ``article.txt`` (or ``article.html``) and ``gold.yaml``.
Gold that is not in its article is refused: a score against it would mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

try:  # ten times as fast, where PyYAML was built with libyaml
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

from evals.schema import Forbidden, Gold, GoldClaim, Words, words_in
from extractor import read
from extractor.schema import Article, Span


class DatasetError(Exception):
    """A dataset or fixture that cannot be used; the message names it, the claim and the remedy."""


@dataclass(frozen=True)
class Fixture:
    """One hand-labelled article.

    Attributes:
        id: The name of its folder.
        article: The article as the extractor reads it; only where its file tells no date is it gold's.
        gold: The labelling.
        located: For each claim's id the spans of its evidence, in text order.
        traps: For each forbidden claim the spans of its evidence, in the order of gold.
    """

    id: str
    article: Article
    gold: Gold
    located: Mapping[str, tuple[Span, ...]]
    traps: tuple[tuple[Span, ...], ...]

    def where(self, claim_id: str, words: Words) -> Span:
        """The place of words that this claim names (subject, cue, measure …): its occurrence, else the nearest."""
        spans = places(words, self.article.text)
        return spans[words.occurrence - 1] if words.occurrence else _nearest(spans, self.located[claim_id])


def load(folder: str | Path) -> tuple[Fixture, ...]:
    """Load a dataset, or one fixture.

    Args:
        folder: A folder of fixtures, or the folder of a single one.

    Returns:
        The fixtures in the order of their folders' names.

    Raises:
        DatasetError: A folder or file is missing, or a labelling is not usable.
    """
    root = Path(folder)
    if not root.is_dir():
        raise DatasetError(f"{root} is no folder; name a dataset (evals/fixtures/news) or a fixture inside it.")
    if (root / "gold.yaml").exists():
        return (load_fixture(root),)
    folders = sorted(entry for entry in root.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    if not folders:
        raise DatasetError(f"{root} holds no fixture; add a folder with article.txt and gold.yaml.")
    return tuple(load_fixture(entry) for entry in folders)


def load_fixture(folder: str | Path, annotator: str | None = None) -> Fixture:
    """Load one fixture.

    Args:
        folder: Its folder.
        annotator: Initials of a second labeller: ``gold.<initials>.yaml`` is read instead of ``gold.yaml``.

    Raises:
        DatasetError: A file is missing, or the labelling is not usable.
    """
    home = Path(folder)
    gold = _gold(home, f"gold.{annotator}.yaml" if annotator else "gold.yaml")
    article = _article(home, gold)
    for whose, labels in _labelled(gold):
        for field, words in words_in(labels):
            _check(words, field, article.text, f"Fixture {home.name}, {whose}")
    evidence = {claim.id: located(claim.evidence, article.text) for claim in gold.claims}
    traps = tuple(located(trap.evidence, article.text) for trap in gold.forbidden)
    return Fixture(home.name, article, gold, MappingProxyType(evidence), traps)


def places(words: Words, text: str) -> tuple[Span, ...]:
    """Every place where the words stand as whole words, white space aside; nothing else is folded."""
    return tuple(Span.of(text, *found.span()) for found in _pattern(words.text).finditer(text))


def located(evidence: Sequence[Words], text: str) -> tuple[Span, ...]:
    """Where an evidence's words stand, in text order: each at its occurrence, else at its first place."""
    found = (places(words, text)[(words.occurrence or 1) - 1] for words in evidence)
    return tuple(sorted(found, key=lambda span: span.start))


@lru_cache(maxsize=16_384)
def _pattern(wanted: str) -> re.Pattern[str]:
    before = (r"(?<!\w)" if wanted[0].isalnum() else "") + (r"(?<!\d[.,])" if wanted[0].isdigit() else "")
    after = (r"(?!\w)" if wanted[-1].isalnum() else "") + (r"(?![.,]\d)" if wanted[-1].isdigit() else "")
    return re.compile(before + r"\s+".join(re.escape(part) for part in wanted.split()) + after)


def _nearest(spans: tuple[Span, ...], to: tuple[Span, ...]) -> Span:
    def distance(span: Span) -> int:
        return min(max(span.start - other.end, other.start - span.end, 0) for other in to)

    return min(spans, key=distance)


def _labelled(gold: Gold) -> Iterator[tuple[str, GoldClaim | Forbidden]]:
    yield from ((f"claim {claim.id}", claim) for claim in gold.claims)
    yield from ((f"forbidden claim {number}", trap) for number, trap in enumerate(gold.forbidden, 1))


def _check(words: Words, field: str, text: str, where: str) -> None:
    count = len(places(words, text))
    if not count:
        raise DatasetError(
            f"{where}: {field} {words.text!r} is not in the article; copy the words exactly as they stand there."
        )
    if words.occurrence and words.occurrence > count:
        raise DatasetError(
            f"{where}: {field} {words.text!r} has no occurrence {words.occurrence}; name one from 1 to {count}."
        )


def _article(home: Path, gold: Gold) -> Article:
    files = [home / name for name in ("article.txt", "article.html") if (home / name).is_file()]
    if len(files) != 1:
        fault = "both article.txt and article.html; keep one." if files else "no article.txt; add it or article.html."
        raise DatasetError(f"Fixture {home.name} has {fault}")
    article = next(read(files, published=gold.published))
    if not isinstance(article, Article):
        raise DatasetError(f"Fixture {home.name}: {article.reason}")
    return article


def _gold(home: Path, name: str) -> Gold:
    raw = _yaml(home, name)
    if not isinstance(raw, dict):
        raise DatasetError(f"Fixture {home.name}: {name} holds no labelling; it starts with fields such as claims.")
    try:
        return Gold.model_validate(raw)
    except ValidationError as error:
        raise DatasetError(f"Fixture {home.name}{_fault(raw, error.errors()[0])} in {name}.") from error


def _yaml(home: Path, name: str) -> Any:
    where = f"Fixture {home.name}: {name}"
    try:
        return yaml.load((home / name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError as error:
        raise DatasetError(f"Fixture {home.name} has no {name}; label its article or remove the folder.") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{where} is not UTF-8 at byte {error.start}; save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DatasetError(f"{where} is no YAML at line {line}: {error.problem}; mend that line.") from error
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise DatasetError(f"{where} cannot be read: {' '.join(str(error).split())}; mend the file.") from error


class _Loader(SafeLoader):
    """Safe, and closed to a key that stands twice: YAML would let the second silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                problem = f"the field {key.value} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _fault(raw: dict[str, Any], error: ErrorDetails) -> str:
    """Say which claim and field is wrong, and the remedy."""
    path, whose = list(error["loc"]), ""
    if len(path) > 1 and path[0] in ("claims", "forbidden"):
        whose = f", {_name(raw, str(path[0]), int(path[1]))}"
        path = path[2:]
    field = ".".join(str(part) for part in path) or "the labelling"
    match error["type"]:
        case "extra_forbidden":
            return f"{whose}: {field} is an unknown field; rename or remove it"
        case "missing":
            return f"{whose}: {field} is missing; add it"
        case "tuple_type" if error["input"] is None:
            return f"{whose}: {field} is empty; list some, or write []"
        case _:
            return f"{whose}: {field} is not usable ({error['msg'].removeprefix('Value error, ')}); mend it"


def _name(raw: dict[str, Any], kind: str, index: int) -> str:
    if kind == "forbidden":
        return f"forbidden claim {index + 1}"
    claim = raw["claims"][index]
    return f"claim {claim['id']}" if isinstance(claim, dict) and "id" in claim else f"claim number {index + 1}"
