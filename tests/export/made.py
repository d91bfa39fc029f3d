"""Results made by hand: of any text, with every field of a claim."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from extractor.schema import (
    Alternative,
    Article,
    ArticleResult,
    Attribution,
    Claim,
    Context,
    Hedge,
    Provenance,
    Quantity,
    Rejection,
    SentenceCoverage,
    Source,
    Span,
    TimeReference,
    Usage,
    claim_id,
)

FORMULAS = (
    "=HYPERLINK(A1)",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "'=1",
    "' =1",
    "'\t1",
    "''",
    "＝1",
    "\ufeff=1",
    "-5 percent",
)
HOSTILE = (
    "=1+1,\"two\" 'three'\r\nfour\n</script><!-- \x07\x1b[31m \u2028 \x85 \u202e Orrin; DROP TABLE claims -- \ud83d"
)
LONE = "\ud83d"


def made(text: str, value: Decimal = Decimal(-5)) -> ArticleResult:
    """A result of one claim, whose every field holds the text as well as it can."""
    span = Span.of(text, 0, len(text))
    source = Source(name=text, named_at=span, span=span, kind="person", title=span, act="denied", cue=span)
    other = source.model_copy(update={"kind": "document", "name": None})
    claim = Claim(
        id=claim_id(text, (span,), text),
        statement=text,
        context=(Context(text=text, span=span),),
        subject=span,
        evidence=(span, span),
        alignment="stitched",
        kind="statistic",
        attribution=Attribution(content=(span,), chain=(source, other), directness="direct"),
        modality="possible",
        polarity="negative",
        hedges=(Hedge(span=span, by="source"),),
        quantities=(
            Quantity(span=span, value=value, low=value, comparator="at_least", unit=text, measure=span, base=span),
            Quantity(span=span, value=None, low=Decimal("0.1"), high=Decimal("1e20"), comparator="between"),
        ),
        times=(
            TimeReference(span=span, of="attribution", type="date", start=date(2024, 6, 10), end=date(2024, 6, 10)),
            TimeReference(span=span, of="event", type="date", timex=text, unresolved=text),
            TimeReference(span=span, of="event", type="time", end=datetime(2024, 6, 18, 15, 0), relation="until"),
        ),
        checkable=True,
        engine="llm",
        flags=("ambiguous", "doubted"),
        alternatives=(Alternative(field="attribution", reading=text, span=span), Alternative(field="a", reading="b")),
    )
    return ArticleResult(
        article=Article(text=text, title=text, published=date(2024, 6, 12), publisher=text, byline=text, url=text),
        sentences=(span,),
        claims=(claim,),
        rejections=(Rejection(sentences=(1,), draft={text: [text, LONE, "\0"]}, reason="malformed", detail=text),),
        coverage=(SentenceCoverage(sentence=1, status="claimed"),),
        usage=Usage(requests=1, prompt_tokens=2, completion_tokens=3),
        provenance=Provenance(extractor="0", engine="llm", model=text, parameters={"a": [text]}),
        warnings=(text,),
    )


def hostile() -> ArticleResult:
    """A result whose text is made to break what reads it."""
    return made(HOSTILE)


def whole(text: str) -> str:
    """The text as files can hold it."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
