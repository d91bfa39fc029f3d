"""The suite's run: every case through every aligner, counted by class and by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.dataset import load as load_fixtures
from evals.perturb.aligners import ALIGNERS, Aligner, Verdict
from evals.perturb.cases import CRITICAL, WRONG, Case, cases
from evals.perturb.pairs import load, of_gold

HOME = Path(__file__).parents[1]
PAIRS, FIXTURES = HOME / "perturbations", HOME / "fixtures" / "news" / "seed"


@dataclass(frozen=True)
class Judged:
    """A case and its verdict by each aligner."""

    case: Case
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True)
class Rate:
    """How many of some cases went wrong: accepted though wrong, or rejected though right."""

    label: str
    cases: int
    wrong: int
    mended: int

    @property
    def share(self) -> float | None:
        """Wrong ones among all; None where there is no case."""
        return self.wrong / self.cases if self.cases else None


def all_cases(pairs: Path = PAIRS, fixtures: Path = FIXTURES) -> Iterator[Case]:
    """Yield the cases of the pairs written for this and of each fixture's gold."""
    for pair in load(pairs):
        yield from cases(pair)
    for fixture in load_fixtures(fixtures):
        for pair in of_gold(fixture):
            yield from cases(pair)


def judge(made: Iterable[Case], names: Sequence[str]) -> list[Judged]:
    """Give each case to each aligner."""
    aligners: dict[str, Aligner] = {name: ALIGNERS[name] for name in names}
    return [Judged(case, {name: aligner(case) for name, aligner in aligners.items()}) for case in made]


def rates(judged: Sequence[Judged], aligner: str) -> Iterator[Rate]:
    """Yield false accepts of each wrong class, of groups of them and by place, then false rejects of the right ones."""
    wrong = [one for one in judged if not one.case.is_right]
    right = [one for one in judged if one.case.is_right]
    for name in WRONG:
        yield _rate(name, [one for one in wrong if one.case.name == name], aligner)
    yield _rate("the five critical ones", [one for one in wrong if one.case.name in CRITICAL], aligner)
    yield _rate("all others", [one for one in wrong if one.case.name not in CRITICAL], aligner)
    for plant in ("literal", "source", "evidence", "statement"):
        yield _rate(f"planted in {plant}", [one for one in wrong if one.case.plant == plant], aligner)
    yield _rate("typography", [one for one in right if one.case.name == "typography"], aligner)
    rewordings = [one for one in right if one.case.name == "rewording"]
    yield _rate("rewording", rewordings, aligner)
    for how in dict.fromkeys(one.case.how for one in rewordings):
        yield _rate(f"rewording: {how}", [one for one in rewordings if one.case.how == how], aligner)


def _rate(label: str, judged: Sequence[Judged], aligner: str) -> Rate:
    told = Counter(one.verdicts[aligner] for one in judged)
    failed = sum(one.verdicts[aligner] == ("rejected" if one.case.is_right else "accepted") for one in judged)
    return Rate(label, len(judged), failed, told["mended"])


def failures(judged: Iterable[Judged], aligner: str) -> Iterator[Case]:
    """Yield the cases that an aligner got wrong."""
    for one in judged:
        if one.verdicts[aligner] == ("rejected" if one.case.is_right else "accepted"):
            yield one.case
