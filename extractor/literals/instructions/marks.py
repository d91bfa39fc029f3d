"""Marks of other formats in a text: chat turns, tags, fences, records, templates, code, addresses, hidden letters.

Offsets are half-open code points. Lists are closed and shapes are bounded, so that the time grows with the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractor.text import Range

_LINE = r"[ \t>*#-]{0,8}"
_SHORT = r"[^\n]{0,400}"
_FIELDS = "sentence|source|cue|reported_by|evidence|subject|kind|quantities|times|statement|claims?|certainty"
_ROLES = "system|assistant|user|human|developer|ai|bot|llm|tool"
_KEYED = re.compile(r"[ \t]*(?:- )?[a-z][a-z_]{0,30}:(?:[ \t]|$)")
_CODE = re.compile(
    r"[ \t]*(?:def \w{1,40}\(|return [\[\"'({]|import [a-z_.]{1,40}$|from [a-z_.]{1,40} import [a-z_*, ]{1,60}$|"
    r"(?:const|let|var) \w{1,40} =|function \w{1,40}\(|// )[^\n]*",
    re.MULTILINE,
)
_FENCE = re.compile(r"(?m:^)[ \t]*(```|~~~)[^\n]*$", re.MULTILINE)
_CHAT = re.compile(r"<\|[a-z_ ]{1,30}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})(=[\w.:-]{1,40})?(?:\s[^<>\n]{0,200})?/?>")
_TOOLS = re.compile(
    r"_|^(?:functions?|tools?|system|prompts?|instructions?|assistant|user|input|output|context|articles?|documents?|"
    r"sentences?|claims?|thinking|answer|task|invoke|parameter|payload|message)$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?m:^)[^\w\n]*END OF (?:[A-Z]+ ){0,3}[A-Z]+[^\w\n]*$|\b[Ee]nd of (?:the )?(?:user'?s? )?(?:input|prompt)\b",
    re.MULTILINE,
)
_MOST_ENDS = 20
_START = re.compile(
    r"\b(?:start|begin(?:ning)?|resumption) of (?:the |this )?(?:article|document|text|data)\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"(?m:^)[ \t]*#{1,6}[ \t]*(?:system|instructions?|prompt|task|new task|rules?)\b" + _SHORT, re.IGNORECASE
)
_ANSWER = re.compile(r"(?m:^)[ \t]*#{1,6}[ \t]*(?:response|answer|output|assistant|result)\b" + _SHORT, re.IGNORECASE)
_LINES = (  # what a line begins with, and no other is sought in
    _CODE,
    re.compile(
        _LINE + rf"(?:{_ROLES})(?: (?:message|prompt|note|notice|override|update))?[ \t]{{0,2}}:[^\n]*", re.IGNORECASE
    ),
    re.compile(
        _LINE
        + r"(?:claim|statement|fact|evidence|output|answer)s?[ \t]{0,2}(?:no\.? ?)?#?\d{1,3}[ \t]{0,2}[:.)=][^\n]*"
        r"\b(?:source|certainty|confidence|evidence|speaker|quantities)[ \t]?:[^\n]*",
        re.IGNORECASE,
    ),
    re.compile(_LINE + rf"[\"']?(?:{_FIELDS})[\"']?[ \t]{{0,2}}[:=][ \t]*[\"'\[{{\d(tfn][^\n]*"),
    re.compile(
        _LINE + r"(?:extracted|final|verified|correct|expected|required) (?:claims|output|answer|response|statements)\b"
        r"[^\n]*",
        re.IGNORECASE,
    ),
)
_SPANS = (  # what each holds, and how it is written
    ("{", r"\{\s*[\"'][\w ]{1,40}[\"']\s*:|\[\s*\{\s*[\"']"),  # JSON
    ("{", r"\{\{[^\n{}]{0,100}\}\}|\{%[^\n%]{0,100}%\}|\$\{\w{1,40}\}|\{[a-z_]\w{0,30}(?:[!:=.][^{}\n]{0,200})?\}"),
    ("%", r"%\(\w{1,40}\)s|<%"),
    ("__", r"__[a-z]{2,20}__"),
    ("(", r"\b(?:eval|exec|system|print|popen|fetch|require|subprocess\.\w{1,20}|os\.\w{1,20})\("),
    ("$(", r"\$\([^)\n]{1,100}\)"),
    ("`", r"`[^`\n]{0,100}[|;&$><][^`\n]{0,100}`"),
    ("rm -rf", r"rm -rf"), ("sudo ", r"\bsudo \w"), ("&&", r"&& ?\w"), ("curl -", r"\bcurl -"), ("#!", r"#!/\w"),
    ("|", r"\|\s?(?:sh|bash)\b"), (">>", r">> ?\w{1,40}\.\w"),
    ("TABLE", r"\b(?:DROP|ALTER|CREATE) TABLE\b"), ("INTO", r"\bINSERT INTO\b"),
    ("FROM", r"\bSELECT\b[^\n.]{1,80}\bFROM\b|\bDELETE FROM\b"),
    ("file://", r"\bfile://\S*"), ("../", r"(?:\.\./)+\w"), ("](", r"!\[[^\]\n]{0,100}\]\("),
    ("javascript:", "javascript:"),
    ("://", r"\bhttps?://(?:127\.|localhost|0\.0\.0\.0|169\.254\.|10\.|192\.168\.)\S*"),
)  # fmt: skip
_MARKED = tuple((sign, re.compile(pattern)) for sign, pattern in _SPANS)
_LEAST_CODED = 40
_CODED = re.compile(rf"(?<![\w/+])[A-Za-z0-9+/]{{{_LEAST_CODED},}}={{0,2}}")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BETWEEN = re.compile("(?:\\w[\u200b\u200c\u200d\u2060]+){3}")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .*-]{1,2}){7}[^\W\d_](?!\w)")
_APART = re.compile(r"[ .*-](?:[^\W\d_][ .*-]{1,2}){3}")
"""What stands inside of letters that are spaced out; it is found sooner."""
_DISGUISING = re.compile("[\u0370-\u04ff\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069]")
"""Each pattern of letters turned, with nothing between them or of two alphabets holds one of these."""
_SCRIPTS = re.compile(r"[a-zA-Z]{2}[\u0400-\u04ff\u0370-\u03ff]|[\u0400-\u04ff\u0370-\u03ff][a-zA-Z]{2}")


def regions(text: str) -> list[Range]:
    """Find what is written in the marks of another format, with what they enclose."""
    found = [*_ended(text), *_fenced(text), *_headed(text), *_hidden(text), *_records(text)]
    if "<" in text or "[" in text:
        found += [*_chats(text), *_tagged(text)]
    patterns = [pattern for sign, pattern in _MARKED if sign in text]
    return [*found, *_lines(text), *(match.span() for pattern in patterns for match in pattern.finditer(text))]


def _lines(text: str) -> Iterator[Range]:
    """Lines that begin as those of another format do."""
    start = 0
    while start < len(text):
        yield from (found.span() for pattern in _LINES if (found := pattern.match(text, start)))
        start = text.find("\n", start) + 1 or len(text)


def _hidden(text: str) -> Iterator[Range]:
    """Letters in disguise: encoded, turned, apart, with nothing between them, of two alphabets in one word."""
    if max(map(len, text.split()), default=0) >= _LEAST_CODED:
        yield from (match.span() for match in _CODED.finditer(text) if _is_mixed(match.group()))
    patterns = [_SPACED] if _APART.search(text) else []
    if not text.isascii() and _DISGUISING.search(text):
        patterns += [_TURNED, _BETWEEN, _SCRIPTS]
    yield from (match.span() for pattern in patterns for match in pattern.finditer(text))


def _is_mixed(run: str) -> bool:
    return not (run.islower() or run.isupper() or run.isdigit()) and any(sign.isdigit() for sign in run)


def _paragraph_end(text: str, at: int) -> int:
    found = re.compile(r"\n[ \t]*\n").search(text, at)
    return found.start() if found else len(text)


def _fenced(text: str) -> Iterator[Range]:
    """From fence to fence; one that is not closed reaches to the end of its paragraph."""
    if "```" not in text and "~~~" not in text:
        return
    fences = [match.span() for match in _FENCE.finditer(text)]
    for opening, closing in zip(fences[::2], [*fences[1::2], None], strict=False):
        yield opening[0], closing[1] if closing else _paragraph_end(text, opening[1])


def _chats(text: str) -> Iterator[Range]:
    """From the first turn's mark to the last, and the line of each."""
    found = [match.span() for match in _CHAT.finditer(text)]
    if found:
        yield found[0][0], found[-1][1]


def _tagged(text: str) -> Iterator[Range]:
    """What tags of a program enclose, and what stands outside of an article that claims to be over.

    A tag that closes what was never opened starts such a place; the next one that opens the same ends it.
    """
    tags = list(_TAG.finditer(text))
    opened: dict[str, list[int]] = {}
    closers: set[str] = set()
    outside = -1
    for tag in tags:
        name = tag[2].lower()
        if not tag[1]:
            if outside >= 0 and name in closers:
                yield outside, tag.end()
                outside = -1
            opened.setdefault(name, []).append(tag.start())
        elif opened.get(name):
            start = opened[name].pop()
            if _TOOLS.search(name) or any(other[3] for other in tags if other[2].lower() == name):
                yield start, tag.end()
        else:
            closers.add(name)
            outside = tag.start() if outside < 0 else outside
    if outside >= 0:
        behind = next((tag for tag in tags if tag.start() > outside and not tag[1]), None)
        yield outside, behind.start() if behind else _paragraph_end(text, outside)


def _records(text: str) -> Iterator[Range]:
    """Lines of a table or of keys and values: two in a row with the same signs between their fields."""
    at, before, start = 0, "", 0
    for line in text.splitlines(keepends=True):
        kind = _kind(line)
        if kind and kind == before:
            yield start, at + len(line)
        at, before, start = at + len(line), kind, at


def _kind(line: str) -> str:
    if _KEYED.match(line):
        return ":"
    for sign in ";|\t":
        if line.count(sign) > 2:
            return f"{sign}{line.count(sign)}"
    return ""


def _ended(text: str) -> Iterator[Range]:
    """From "END OF ARTICLE" to the start of another, else to the end of the line."""
    if "END OF " not in text and not ("nd of " in text and ("input" in text or "prompt" in text)):
        return
    for match in islice(_END.finditer(text), _MOST_ENDS):
        start = _START.search(text, match.end())
        yield match.start(), start.end() if start else (text.find("\n", match.end()) + 1 or len(text))


def _headed(text: str) -> Iterator[Range]:
    """A heading that names instructions, with what stands below it; one that names an answer, alone."""
    if "#" not in text:
        return
    for match in _HEADING.finditer(text):
        yield match.start(), _paragraph_end(text, match.end())
    for match in _ANSWER.finditer(text):
        yield match.span()
