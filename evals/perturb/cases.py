"""Cases: a draft with one thing wrong planted in it, or a right draft in other clothes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from evals.perturb.pairs import Pair, Swap, Wrong
from extractor.schema import Article

Plant = Literal["evidence", "statement", "literal", "source"]
Right = Literal["typography", "rewording"]
WRONG: tuple[Wrong, ...] = get_args(Wrong)
CRITICAL: tuple[Wrong, ...] = ("number", "scale", "bound", "negation", "name")
"""Classes of which a gate should let none through."""
_LITERALS: tuple[Wrong, ...] = ("number", "scale", "unit", "bound", "date")


@dataclass(frozen=True)
class Case:
    """One draft and what is to become of it.

    Attributes:
        id: Pair, class, plant and number.
        name: The class of what was done.
        plant: Where it was done.
        article: What the draft is held against.
        draft: The draft's fields.
        was: The words that were replaced.
        planted: What stands in their place.
        evidence: The right evidence.
        how: How a right claim was dressed; the class again for wrong ones.
    """

    id: str
    name: Wrong | Right
    plant: Plant
    article: Article
    draft: Mapping[str, Any]
    was: str
    planted: str
    evidence: tuple[str, ...]
    how: str

    @property
    def is_right(self) -> bool:
        """Whether a gate should let it pass."""
        return self.name not in WRONG


def cases(pair: Pair) -> Iterator[Case]:
    """Yield all cases of a pair, wrong ones first."""
    for name, swaps in pair.wrong.items():
        for i, swap in enumerate(swaps, 1):
            yield from _wrong(pair, name, swap, i)
    yield from _typography(pair)
    yield from _rewordings(pair)


def _wrong(pair: Pair, name: Wrong, swap: Swap, number: int) -> Iterator[Case]:
    was, planted = swap

    def case(plant: Plant, **fields: Any) -> Case:
        draft = _draft(pair, **fields)
        return Case(
            f"{pair.id}/{name}/{plant}/{number}", name, plant, pair.article, draft, was, planted, pair.evidence, name
        )

    if name == "stitched":
        yield case("evidence", evidence=[was, planted], quantities=[], times=[])
        return
    if name == "source":
        yield case("source", source=planted)
        yield case("statement", statement=f"According to {planted}, {_small(pair.statement)}")
        return
    if (evidence := _swapped(pair.evidence, was, planted)) is not None:
        kept = {"quantities": _without(pair.quantities, was), "times": _without(pair.times, was)}
        yield case("evidence", evidence=evidence, **kept)
    if (statement := _swapped((pair.statement,), was, planted)) is not None:
        yield case("statement", statement=statement[0])
    for field in ("quantities", "times"):
        literals: tuple[str, ...] = getattr(pair, field)
        if name in _LITERALS and (named := _swapped(literals, was, planted)) is not None:
            yield case("literal", **{field: named})


def _draft(pair: Pair, **fields: Any) -> dict[str, Any]:
    names = ("sentence", "source", "cue", "reported_by", "subject", "kind")
    draft = {name: getattr(pair, name) for name in names}
    lists = {name: list(getattr(pair, name)) for name in ("evidence", "quantities", "times")}
    return {**draft, **lists, "statement": None, **fields}


def _swapped(texts: tuple[str, ...], was: str, planted: str) -> list[str] | None:
    """The texts with the only place of ``was`` replaced; None where it stands nowhere or twice."""
    places = [(i, match) for i, text in enumerate(texts) for match in _standing(was).finditer(text)]
    if len(places) != 1:
        return None
    ((i, match),) = places
    changed = texts[i][: match.start()] + planted + texts[i][match.end() :]
    changed = changed[:1].upper() + changed[1:] if texts[i][:1].isupper() else changed
    return [*texts[:i], changed, *texts[i + 1 :]]


def _standing(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])")


def _without(literals: tuple[str, ...], was: str) -> list[str]:
    return [words for words in literals if was not in words and words not in was]


def _small(statement: str) -> str:
    return statement[:1].lower() + statement[1:]


def _typography(pair: Pair) -> Iterator[Case]:
    """The evidence as another keyboard or typesetter writes it, and its pieces in another order."""
    made = {how: [dress(words) for words in pair.evidence] for how, dress in _CLOTHES.items()}
    made["reordered"] = [*pair.evidence[::-1]]
    for how, evidence in made.items():
        if evidence != list(pair.evidence):
            draft = _draft(pair, evidence=evidence)
            name = f"{pair.id}/typography/{how}"
            yield Case(name, "typography", "evidence", pair.article, draft, "", "", pair.evidence, how)


_CURLY = str.maketrans({"'": "’"})
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_CLOTHES: dict[str, Callable[[str], str]] = {
    "curly": lambda words: re.sub(r'"([^"]*)"', r"“\1”", words).translate(_CURLY),
    "straight": lambda words: words.translate(_STRAIGHT),
    "nfd": lambda words: unicodedata.normalize("NFD", words),
    "dashes": lambda words: words.replace("–", "-").replace("—", "-") if "–" in words or "—" in words
    else words.replace("-", "‑"),
    "case": lambda words: words[:1].swapcase() + words[1:],
    "spaces": lambda words: words.replace(" ", "  ", 2).replace(" ", "\u00a0", 1),
    "line break": lambda words: words.replace(" ", "\n", 2),
    "soft hyphen": lambda words: re.sub(r"([^\W\d_]{4})([^\W\d_]{3})", "\\1\u00ad\\2", words, count=2),
    "zero width": lambda words: words.replace(" ", "\u200b ", 2),
    "ligature": lambda words: words.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "full stop": lambda words: words.rstrip(".") + ".",
    "quotation marks": lambda words: f'"{words}"',
}  # fmt: skip


def _rewordings(pair: Pair) -> Iterator[Case]:
    """The statement itself, and each honest rewording of it."""
    worded = [("as it is", pair.statement), *((one.how, one.statement) for one in pair.reworded)]
    for i, (how, statement) in enumerate(worded):
        draft = _draft(pair, statement=statement)
        name = f"{pair.id}/rewording/{how}/{i}"
        yield Case(name, "rewording", "statement", pair.article, draft, "", "", pair.evidence, how)
