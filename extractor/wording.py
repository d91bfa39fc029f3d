"""How the fields of a result read to a person: the words that the table and the page share.

What is returned may hold any character of the article; who shows it makes it fit for his medium.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.schema import ArticleResult, Attribution, Claim, Quantity, SentenceCoverage, Source, TimeReference, Usage

ARTICLE_SAYS = "the article"
"""Who says what is attributed to nobody."""

_SIGNS = {
    "exactly": "",
    "about": "≈ ",
    "nearly": "< ",
    "more_than": "> ",
    "at_least": "≥ ",
    "less_than": "< ",
    "at_most": "≤ ",
    "between": "",
}
_CHANGES = {"level": "", "increase": "up ", "decrease": "down "}
_NAMELESS = {
    "person": "a person",
    "unnamed_person": "someone unnamed",
    "organization": "an organization",
    "document": "a document",
    "anonymous": "someone anonymous",
    "unnamed_group": "an unnamed group",
    "unknown": "source not named",
}
_OPENING = 200
"""Most characters of the first sentence that stand for a missing title."""


def plain(name: str) -> str:
    """The words of a value of a closed set: ``no_such_sentence`` reads "no such sentence"."""
    return name.replace("_", " ")


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 claim", "2,000 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def headline(result: ArticleResult) -> str:
    """The article's title, else its first sentence."""
    if result.article.title:
        return result.article.title
    first = result.sentences[0].text if result.sentences else result.article.text[: 4 * _OPENING]
    return short(first, _OPENING)


def short(words: str, length: int) -> str:
    """The words in one line, cut between two of them where they are longer."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[:length].rpartition(" ")[0] + "…"


def identity(result: ArticleResult) -> str:
    """What tells this result from others: id, date, byline and publisher, and what read it."""
    article, made = result.article, result.provenance
    published = f"published {article.published.isoformat()}" if article.published else "no date"
    prompt = f" with {made.prompt}" if made.prompt else ""
    engine = made.model if made.engine == made.model else f"{made.engine} {made.model}{prompt}"
    said = (article.id, published, article.byline, article.publisher, engine)
    return " · ".join(part for part in said if part)


def outcome(result: ArticleResult) -> str:
    """How many claims there are, and what became of the sentences."""
    counts = Counter(sentence.status for sentence in result.coverage)
    reasons = Counter(plain(s.reason) for s in result.coverage if s.status == "skipped" and s.reason)
    why = ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())
    parts = [f"{counts['claimed']} claimed"]
    if counts["skipped"]:
        parts.append(f"{counts['skipped']} skipped ({why})" if why else f"{counts['skipped']} skipped")
    if counts["failed"]:
        parts.append(f"{counts['failed']} failed")
    rejected = f"{counted(len(result.rejections), 'draft')} rejected"
    sentences = f"{counted(len(result.sentences), 'sentence')}: {', '.join(parts)}"
    return f"{counted(len(result.claims), 'claim')} · {rejected} · {sentences}"


def who(attribution: Attribution | None) -> str:
    """The chain, nearest to the words first: "John Kirby (said) → The Hill (reported)"."""
    if attribution is None:
        return ARTICLE_SAYS
    return " → ".join(f"{_name(source)} ({plain(source.act)})" for source in attribution.chain)


def _name(source: Source) -> str:
    return source.name or (source.span.text if source.span else _NAMELESS[source.kind])


def number(quantity: Quantity) -> str:
    """A quantity as it was read: "> 20,000 fatalities", "< 50 % (nearly half) of those killed"."""
    amount = _amount(quantity)
    words = "" if _speaks_for_itself(quantity) else f" ({quantity.span.text})"
    shown = quantity.measure is not None and not (quantity.base and quantity.base.text.endswith(quantity.measure.text))
    measure = f" {quantity.measure.text}" if quantity.measure and shown else ""
    base = f" {_joint(quantity.base.text)} {quantity.base.text}" if quantity.base else ""
    return f"{_CHANGES[quantity.change]}{amount}{words}{measure}{base}"


def _joint(base: str) -> str:
    """The word before a base: a lone noun is that of a rate ("120 EUR per day"), a phrase or a number a whole."""
    return "per" if base.isalpha() and base.islower() and not base.endswith("s") else "of"


def _amount(quantity: Quantity) -> str:
    if quantity.value is not None:
        return _SIGNS[quantity.comparator] + _with_unit(_digits(quantity.value, quantity.unit), quantity.unit)
    low = "…" if quantity.low is None else _digits(quantity.low, quantity.unit)
    high = "…" if quantity.high is None else _digits(quantity.high, quantity.unit)
    return _with_unit(f"{low} to {high}", quantity.unit)


def _speaks_for_itself(quantity: Quantity) -> bool:
    """Whether the figures stand in the text as shown; "nearly" says more than its sign."""
    if quantity.comparator == "nearly" or quantity.unit == "fraction":
        return False
    shown = [value for value in (quantity.value, quantity.low, quantity.high) if value is not None]
    shown = shown[:1] if quantity.value is not None else shown
    return all(_figures(value) in quantity.span.text for value in shown)


def _digits(value: Decimal, unit: str | None) -> str:
    return _figures(round(value * 100, 1) if unit == "fraction" else value)


def _figures(value: Decimal) -> str:
    if abs(value) >= Decimal(10) ** 18:
        return f"{value:.6g}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_unit(amount: str, unit: str | None) -> str:
    if unit is None:
        return amount
    if unit in {"percent", "fraction"}:
        return f"{amount} %"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {amount}"
    return f"{amount} {unit}"


def when(time: TimeReference) -> str:
    """A time as it was read: "since December = 2022-12-01 … 2023-05-01"; of the saying, it says so."""
    said = " (of the saying)" if time.of == "attribution" else ""
    return f"{time.span.text}{_interval(time)}{said}"


def _interval(time: TimeReference) -> str:
    if time.unresolved:
        return f" (unresolved: {time.unresolved})"
    if time.start is None and time.end is None:
        return f" = {time.timex}" if time.timex else ""
    start = time.start.isoformat() if time.start else ""
    end = time.end.isoformat() if time.end else ""
    return f" = {start}" if start == end else f" = {start} … {end}".replace("=  …", "= …").rstrip()


def certainty(claim: Claim) -> str:
    """Kind and certainty: "statistic · probable · negative · flag: ambiguous"."""
    parts: list[str] = [plain(claim.kind), claim.modality if claim.modality != "underspecified" else "certainty open"]
    parts += ["negative"] if claim.polarity == "negative" else []
    parts += [] if claim.checkable else ["not checkable"]
    parts += [f"flag: {plain(flag)}" for flag in claim.flags]
    return " · ".join(parts)


def failed(result: ArticleResult) -> Iterator[tuple[SentenceCoverage, str]]:
    """Yield each sentence that failed, or whose request did, with its words."""
    for sentence in result.coverage:
        if sentence.lost:
            yield sentence, result.sentences[sentence.sentence - 1].text


@dataclass(frozen=True)
class Failures:
    """Sentences that failed for one reason; ``sentences`` holds their numbers and words."""

    why: str
    sentences: tuple[tuple[int, str], ...]


def failures(result: ArticleResult) -> list[Failures]:
    """The failed sentences, each reason once: a request that failed takes all its sentences with it."""
    grouped: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for sentence, words in failed(result):
        detail = f": {sentence.detail}" if sentence.detail else ""
        grouped[plain(sentence.reason or "failed") + detail].append((sentence.sentence, words))
    return [Failures(why, tuple(sentences)) for why, sentences in grouped.items()]


def cost(usage: Usage) -> str:
    """What answers cost: "3 requests, 1,200 + 300 tokens" (of the prompts, of the answers)."""
    return f"{counted(usage.requests, 'request')}, {tokens(usage)}"


def tokens(usage: Usage) -> str:
    """Tokens: "1,200 + 300 tokens" (of the prompts, of the answers)."""
    return f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens"


def dollars(cost: Decimal) -> str:
    """A cost in US dollars, small ones with as many digits as tell something: "$12.30", "$0.00042"."""
    if cost and cost < 1:
        return f"${cost:.2g}" if cost >= Decimal("0.0001") else f"${cost:.1e}"
    return f"${cost:,.2f}"
