"""The page: one HTML file of articles with the evidence of each claim highlighted, and the claims beside it.

It holds no script and loads nothing. Article text is hostile: everything is escaped, and a policy in the page's head
forbids what escaping might miss.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from extractor import wording
from extractor.schema import ArticleResult, Claim, Span

_STYLE = """
:root { color-scheme: light dark; --page: #fdfdfb; --ink: #1d1d1b; --soft: #5a5a55; --line: #d9d9d2;
  --one: #fff0b3; --many: #ffd98a; --target: #cfe8ff; --failed: #b3261e; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --page: #191a1c; --ink: #ececea; --soft: #a9a9a4; --line: #3a3b3e;
  --one: #4d4316; --many: #6b4f12; --target: #123f63; --failed: #ff9c94; --link: #8ec5ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 84rem; background: var(--page); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif; }
header p, .facts, .key { color: var(--soft); margin: .2rem 0; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.article + .article { border-top: 2px solid var(--line); margin-top: 3rem; padding-top: 2rem; }
.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; margin-top: 1.5rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; font-family: Georgia, serif;
  font-size: 1.1rem; line-height: 1.75; }
mark { background: var(--one); color: inherit; border-radius: 2px; }
mark.many { background: var(--many); }
.failed { text-decoration: underline wavy var(--failed); text-underline-offset: .25em; }
.ref { font: .7rem system-ui, sans-serif; vertical-align: super; line-height: 0; margin-inline: .1em;
  text-decoration: none; user-select: none; }
.claims { list-style: none; margin: 0; padding: 0; }
.claims > li { border-top: 1px solid var(--line); padding: .6rem .5rem; }
.claims p { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
.claims > li:target, mark:has(:target) { background: var(--target); }
.statement b { font-weight: 600; margin-inline-end: .4rem; }
.facts { padding: 0; list-style: none; font-size: .9rem; }
.facts li, .notes li { overflow-wrap: anywhere; unicode-bidi: isolate; }
.notes { margin-top: 1.5rem; font-size: .95rem; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media screen and (min-width: 60.01rem) {
  .beside { contain: size; min-height: min(26rem, calc(var(--entries) * 9rem + 5rem)); }
  .scroll { position: sticky; top: 1rem; max-height: min(100%, calc(100vh - 2rem)); overflow-y: auto; } }
@media print { .columns { display: block; } }
"""
"""On a wide screen the text alone gives an article its height, and its claims scroll beside it: neither column goes on
where the other has ended. A text of a few lines leaves room for a few claims."""

OPENING = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Claims</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
"""
CLOSING = "</main>\n</body>\n</html>\n"

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def section(result: ArticleResult) -> str:
    """Show one article's result as a section of the page."""
    name, notes = f"a-{_slug(result.article.id)}", list(_notes(result))
    return f"""<article class="article" aria-labelledby="{name}">
<header>
<h1 id="{name}">{_safe(wording.headline(result))}</h1>
<p>{_safe(wording.identity(result))}{_address(result.article.url)}</p>
<p>{_safe(wording.outcome(result))}</p>
</header>
<div class="columns">
<div class="text" lang="{_safe(result.article.language)}" dir="auto">{"".join(_marked(result, name))}</div>
<section class="beside" aria-label="Claims" style="--entries: {len(result.claims) + len(notes)}">
<div class="scroll" tabindex="0">
<h2>{wording.counted(len(result.claims), "claim")}</h2>
<ol class="claims">
{"".join(_item(claim, number, name) for number, claim in enumerate(result.claims, 1))}</ol>
{"".join(notes)}</div>
</section>
</div>
</article>
"""


def _safe(text: str) -> str:
    return escape(_CONTROLS.sub("\ufffd", text))


def _slug(article_id: str) -> str:
    """An id that any attribute and address may hold; different ids stay different."""
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in article_id)


def _address(url: str | None) -> str:
    if not url:
        return ""
    if _is_web(url):
        return f' · <a href="{_safe(url)}" rel="noopener noreferrer">{_safe(url)}</a>'
    return f" · {_safe(url)}"


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


@dataclass(frozen=True)
class _Piece:
    """A run of text between two neighbouring boundaries of evidence and sentences."""

    start: int
    end: int
    claims: tuple[int, ...]
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    failed: str | None


def _pieces(result: ArticleResult) -> Iterator[_Piece]:
    """Cut the text at every boundary, so that overlapping evidence nests nowhere; numbers of claims count from 1."""
    evidence = [(number, span) for number, claim in enumerate(result.claims, 1) for span in claim.evidence]
    starts: defaultdict[int, Counter[int | str]] = defaultdict(Counter)
    ends: defaultdict[int, Counter[int | str]] = defaultdict(Counter)
    keyed: list[tuple[int | str, Span]] = [*evidence, *_failures(result)]
    for key, span in keyed:
        starts[span.start][key] += 1
        ends[span.end][key] += 1
    first = {number: span.start for number, span in sorted(evidence, key=lambda one: -one[1].start)}
    last = {number: span.end for number, span in sorted(evidence, key=lambda one: one[1].end)}
    running: Counter[int | str] = Counter()
    for start, end in pairwise(sorted({0, len(result.article.text)} | starts.keys() | ends.keys())):
        running = running + starts[start] - ends[start]
        yield _Piece(
            start,
            end,
            claims=tuple(sorted(key for key in running if isinstance(key, int))),
            opens=tuple(n for n in starts[start] if isinstance(n, int) and first[n] == start),
            closes=tuple(n for n in ends[end] if isinstance(n, int) and last[n] == end),
            failed=next((key for key in running if isinstance(key, str)), None),
        )


def _failures(result: ArticleResult) -> Iterator[tuple[str, Span]]:
    for sentence, _ in wording.failed(result):
        yield sentence.detail or sentence.reason or "no answer", result.sentences[sentence.sentence - 1]


def _marked(result: ArticleResult, name: str) -> Iterator[str]:
    for piece in _pieces(result):
        words = _safe(result.article.text[piece.start : piece.end])
        if piece.failed is not None:
            words = f'<span class="failed" title="{_safe(f"Failed: {piece.failed}")}">{words}</span>'
        if piece.claims:
            many = ' class="many"' if len(piece.claims) > 1 else ""
            told = "\n".join(_told(result.claims[number - 1], number) for number in piece.claims)
            anchors = "".join(f'<span id="{name}-e{number}"></span>' for number in piece.opens)
            words = f'<mark{many} title="{_safe(told)}">{anchors}{words}</mark>'
        yield words + "".join(
            f'<a class="ref" href="#{name}-c{number}" aria-label="Claim {number}">{number}</a>'
            for number in piece.closes
        )


def _told(claim: Claim, number: int) -> str:
    return f"{number}. {claim.statement} — {wording.who(claim.attribution)}"


def _item(claim: Claim, number: int, name: str) -> str:
    facts = [
        wording.who(claim.attribution),
        *map(wording.number, claim.quantities),
        *map(wording.when, claim.times),
        wording.certainty(claim),
        *(f"added: [{context.text}] from “{context.span.text}”" for context in claim.context),
    ]
    lines = "".join(f"<li>{_safe(fact)}</li>" for fact in facts)
    return f"""<li id="{name}-c{number}">
<p class="statement"><b><a href="#{name}-e{number}" aria-label="Evidence of claim {number}">{number}</a></b>\
{_safe(claim.statement)}</p>
<ul class="facts">{lines}</ul>
</li>
"""


def _notes(result: ArticleResult) -> Iterator[str]:
    """What went wrong: a list of each kind."""
    failures = [_failed(group) for group in wording.failures(result)]
    rejections = [_safe(f"{wording.plain(rejection.reason)}: {rejection.detail}") for rejection in result.rejections]
    for title, number, lines in (
        ("Failed sentences", sum(1 for _ in wording.failed(result)), failures),
        ("Rejected drafts", len(rejections), rejections),
        ("Warnings", len(result.warnings), [_safe(warning) for warning in result.warnings]),
    ):
        if lines:
            items = "".join(f"<li>{line}</li>" for line in lines)
            yield f'<section class="notes"><h2>{title} ({number})</h2><ul>{items}</ul></section>\n'


def _failed(group: wording.Failures) -> str:
    told = "".join(f"<li>Sentence {number} — “{_safe(words)}”</li>" for number, words in group.sentences)
    return f"{_safe(group.why)}<ul>{told}</ul>"
