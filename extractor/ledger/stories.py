"""Which articles are on one story: the names that they share.

Claims without a name ("Two children have died") mean what their article is about, so claims are compared only where
their articles are on one story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.ledger.forest import Forest
from extractor.ledger.meanings import FUNCTION
from extractor.literals.language.tokens import Token, tokenize
from extractor.literals.language.words import listed
from extractor.schema import ArticleResult

Story = Mapping[str, float]
"""Names with their weights; the sum of the squares is 1."""

LEAST = 0.3
"""Least cosine of two stories that are one, for which CONTRIBUTING.md has the measurement."""
_MOST_NAMES = 16
_LATEST = 200
"""Of how many articles with a name the next one that holds it is compared with."""
_TIMES = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)

Name = tuple[str, ...]


def story_of(result: ArticleResult) -> Story:
    """Return the names that an article is about; a name of two words counts as one, its parts count for the whole."""
    runs = [run for sentence in result.sentences for run in _runs(sentence.text)]
    sure = {word for at, run in runs for word in (run if at or len(run) > 1 else ())}
    counts = Counter(run for at, run in runs if at or len(run) > 1 or run[0] in sure)
    whole: Counter[str] = Counter()
    for name, count in counts.items():
        for part in _parts(_fullest(name, counts)):
            whole[part] += count
    kept = sorted(whole.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NAMES]
    weights = {part: 1 + math.log(count) for part, count in kept}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {part: weight / length for part, weight in weights.items()}


def _runs(sentence: str) -> Iterator[tuple[bool, Name]]:
    """Yield words with capitals that stand side by side, and whether they stand behind the sentence's first word."""
    tokens = [token for token in tokenize(sentence) if token.is_word]
    run: list[Token] = []
    for token in tokens:
        named = token.is_name and token.lower not in _TIMES and token.lower.removesuffix("'s") not in FUNCTION
        if run and (not named or sentence[run[-1].end : token.start] != " "):
            yield run[0] is not tokens[0], tuple(word.lower.removesuffix("'s") for word in run)
            run = []
        if named:
            run.append(token)
    if run:
        yield run[0] is not tokens[0], tuple(word.lower.removesuffix("'s") for word in run)


def _fullest(name: Name, counts: Mapping[Name, int]) -> Name:
    """The longest name of the article that ends or begins with this one."""
    holding = [other for other in counts if other[-len(name) :] == name or other[: len(name)] == name]
    return max(holding, key=lambda other: (len(other), counts[other], other), default=name)


def _parts(name: Name) -> list[str]:
    return [" ".join(pair) for pair in pairwise(name)] or list(name)


def likeness(one: Story, other: Story) -> float:
    """The cosine of two stories."""
    small, big = sorted((one, other), key=len)
    return sum(weight * big.get(part, 0.0) for part, weight in small.items())


def stories(articles: Sequence[Story], roots: Sequence[int]) -> list[int]:
    """Return for each article a number that it shares with all that one story, or one text, links it to.

    An article is compared with the latest before it that hold one of its names; the time grows with their number.

    Args:
        articles: The stories of the articles, the earliest first.
        roots: For each article the first of its origin.
    """
    holders: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_LATEST))
    forest = Forest(len(articles))
    for index, story in enumerate(articles):
        forest.join(index, roots[index])
        for other in sorted({other for part in story for other in holders[part]}):
            if not forest.together(index, other) and likeness(story, articles[other]) >= LEAST:
                forest.join(index, other)
        for part in story:
            holders[part].append(index)
    return forest.roots()
