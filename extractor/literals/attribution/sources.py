"""What a source is: its name, its title, its kind, and the fullest form of its name in the article.

Offsets are half-open code points of the string they were read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.literals.attribution.bodies import is_body
from extractor.literals.language.tokens import Token, tokenize
from extractor.literals.language.words import listed
from extractor.schema import SourceKind
from extractor.text import Range

_RANKS = listed(
    "mr mrs ms dr prof gen col lt maj sgt capt cpl adm cmdr sen rep gov president premier minister "
    "chancellor king queen "
    "prince princess sir lord lady mayor judge justice senator governor general colonel captain major sergeant pope "
    "professor doctor chief sheriff ambassador chairman chairwoman secretary director spokesman "
    "spokeswoman spokesperson "
    "prime vice deputy foreign finance defence defense interior head coach officer executive"
)
_ROLES = re.compile(
    r"\b(?:spokes(?:man|woman|person)|minister|president|mayor|chief|director|secretary|commander|governor|senator|analyst|"
    r"professor|engineer|lawyer|judge|officer|official|chairman|chairwoman|head|leader|coach|captain|researcher|scientist|"
    r"economist|manager|founder|owner|ambassador|general|executive|editor|author|attorney|doctor|nurse|teacher|farmer|"
    r"resident|witness|driver|member|expert|adviser|advisor|deputy|prosecutor|investigator|inspector|trader|chair)\b",
    re.IGNORECASE,
)
_ORGANIZATION = re.compile(
    r"\b(?:ministry|department|agency|authority|council|committee|commission|company|corporation|group|bank|party|union|"
    r"university|institute|police|court|government|administration|office|bureau|army|navy|force|service|board|federation|"
    r"association|foundation|times|post|herald|courier|gazette|tribune|journal|news|press|inc|ltd|plc|corp|house|"
    r"parliament|congress|senate|organisation|organization|centre|center|fund|club|team|hospital|school|regulator|watchdog)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:reports?|study|studies|statement|document|letter|surveys?|polls?|polling|memo|filing|ruling|indictment|paper|figures|data|email|"
    r"analysis|audit|records?|transcript|release|post|results|research|article|census|website)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:anonymous|unnamed|not to be named|on condition of anonymity|sources?|insiders?|people familiar)\b", re.I
)
_GROUP = re.compile(
    r"^(?:\w+\s+){0,4}(?:officials|experts|analysts|critics|witnesses|residents|officers|lawmakers|scientists|researchers|"
    r"economists|workers|activists|supporters|authorities|observers|traders|investors|prosecutors|doctors|they|we|many|some|others)\b",
    re.IGNORECASE,
)
_SINGULAR = listed("he she i his her my")
_PLURAL = listed("we they our their")


@dataclass(frozen=True)
class SourceReading:
    """What a mention of a source says about it; ranges are into the mention."""

    kind: SourceKind
    name: Range | None
    title: Range | None


_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)
_OPENING = re.compile(rf"^[\s,]*(?:{_ARTICLE.pattern})?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\s*$")
_ROLE_OF = re.compile(rf"((?:[\w-]+ ){{0,3}}?{_ROLES.pattern}) (?:of|for|at|from|in|with) ", re.IGNORECASE)


_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|van|von|de|da|bin|al)(?: (?:[A-Z][\w.'’-]*|van|von|de|da|bin|al))*")
_ISSUED = re.compile(
    r"((?:[\w'’-]+ ){1,5}?)(?:(?:released|published|issued|conducted|compiled|collected) by|by|from) "
    r"(?:(?:the|a|an) )?([\w'’&.-]+(?: [\w'’&.-]+){0,5}?)(?=,|$| (?:on|last|this|in|that|which|for|and|showing) |\s*$)",
    re.IGNORECASE,
)
_PASSING = listed("seen obtained reviewed viewed leaked commissioned")
"""What one does with a document that another issued."""
_MEMBERS = re.compile(
    r"(?:the )?(?:\w+ )?(police|troops|soldiers|rescuers|fishermen|farmers|villagers|rebels|families|people|protesters|"
    r"firefighters|medics|militants|fighters|forces|crews|voters|students|teachers|unions|relatives|survivors|locals) "
    r"(?:in|at|near|around|across|outside|on) .+",
    re.IGNORECASE,
)


def is_pronoun(mention: str) -> bool:
    """Whether the mention only points to another."""
    return mention.strip().lower() in _SINGULAR | _PLURAL | {"you", "who", "it", "its", "which", "that"}


def is_document(mention: str) -> bool:
    """Whether the mention names something written: a poll, a study, a report."""
    return _DOCUMENT.search(mention) is not None


@lru_cache(maxsize=1024)
def read(mention: str) -> SourceReading:
    """Read a mention of a source: a noun phrase such as "council spokesman John Kirby" or "he"."""
    mention = _POSSESSIVE.sub("", mention)
    lowered = mention.strip().lower()
    if lowered in _SINGULAR:
        return SourceReading("unnamed_person", None, None)
    if _ANONYMOUS.search(mention):
        return SourceReading("anonymous", None, None)
    head_end = _head_end(mention)
    if lowered in _PLURAL or _GROUP.match(mention[:head_end]):
        return SourceReading("unnamed_group", None, None)
    if is_body(mention[:head_end].strip()):
        return SourceReading("organization", (0, head_end), None)
    if (named := _roles_name(mention, head_end)) is not None:
        return named
    if (role := _role_of_body(mention, head_end)) is not None:
        return SourceReading("unnamed_person", None, role)
    found = _issued(mention) or _members(mention, head_end)
    return found or _joint(mention, head_end) or _named(mention, head_end) or _nameless(mention, head_end)


def _named(mention: str, head_end: int) -> SourceReading | None:
    name = _person_name(mention, head_end)
    return None if name is None else SourceReading("person", name, _title(mention, name, head_end))


def _roles_name(mention: str, head_end: int) -> SourceReading | None:
    """A role with the name behind it: "her lawyer, Tom Reyes", "a spokeswoman for the union, Greta Holm"."""
    name = _trimmed(mention, head_end + 1, len(mention))
    role = _without_article(mention[:head_end])
    names = name is not None and _NAME.fullmatch(mention, *name) is not None
    if name is None or not names or not _ROLES.search(mention, *role) or mention[role[0]].isupper():
        return None
    found = _person_name(mention, name[1])
    return None if found is None else SourceReading("person", found, role)


def _issued(mention: str) -> SourceReading | None:
    """A document with the body that issued it: "a report by the Velmara Institute", "data from the central bank"."""
    found = _ISSUED.match(mention)
    if found is None or not is_document(found[1]) or found[1].lower().split()[-1] in _PASSING:
        return None
    body = found.start(2), found.end(2)
    return SourceReading("document", body if any(token.is_name for token in tokenize(found[2])) else None, None)


def _members(mention: str, head_end: int) -> SourceReading | None:
    """Those who are many at a place: "Police in Orvane", "Troops in Kestria"."""
    found = _MEMBERS.match(mention, 0, head_end)
    if found is None:
        return None
    police = found[1].lower() == "police"
    return SourceReading("organization", (0, head_end), None) if police else SourceReading("unnamed_group", None, None)


def _role_of_body(mention: str, head_end: int) -> Range | None:
    """A person named by a role alone: "a spokesman for the Orrin Police", "the mayor of Lund"."""
    start = _without_article(mention[:head_end])[0]
    found = _ROLE_OF.match(mention, start, head_end)
    return (start, head_end) if found and not found[1][:1].isupper() else None


def _joint(mention: str, head_end: int) -> SourceReading | None:
    """Two or more who speak as one: "Mara Lind and Ivo Trant"."""
    first, joined, last = mention[:head_end].partition(" and ")
    if not joined or not first[:1].isupper():
        return None
    kinds = [read(first).kind, read(last).kind]
    if kinds[0] in {"person", "organization"} and kinds[1] in {"person", "organization"}:
        return SourceReading(kinds[0], (0, head_end), None)
    return None


def _nameless(mention: str, head_end: int) -> SourceReading:
    head = mention[:head_end]
    whole = _without_article(head)
    if _ROLES.fullmatch((head.split() or [""])[-1]):
        return SourceReading("unnamed_person", None, whole)
    capital = any(token.is_name for token in tokenize(head[whole[0] :]))
    if _DOCUMENT.search(head) and not _ORGANIZATION.search(head.split()[-1]):
        return SourceReading("document", whole if capital else None, None)
    if capital or _ORGANIZATION.search(head):
        named = (0, head_end) if head.startswith("The ") and head[4:5].isupper() and _all_names(head) else whole
        return SourceReading("organization", named if capital else None, None)
    if _ROLES.search(head):
        return SourceReading("unnamed_person", None, whole)
    return SourceReading("unknown", None, None)


def _all_names(head: str) -> bool:
    return all(token.is_name for token in tokenize(head) if token.is_word)


_PARTICIPLE = re.compile(r"(?<=\w) (?:seen|released|published|issued|obtained|reviewed|conducted|commissioned|taken) ")
_OF_PERSON = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+(?= (?:of|from|at|for|with) )")


def _head_end(mention: str) -> int:
    """Where the head of the phrase ends: before an apposition, or before "of …" behind a full name."""
    behind = _PARTICIPLE.search(mention)
    if behind is not None:
        return _head_end(mention[: behind.start()])
    comma = mention.find(",")
    full = _OF_PERSON.match(mention)
    if full and not _ORGANIZATION.search(full[0]):
        return full.end()
    return comma if comma > 0 else len(mention)


def _without_article(head: str) -> Range:
    match = _ARTICLE.match(head)
    return (match.end() if match else 0), len(head.rstrip())


def _person_name(mention: str, end: int) -> Range | None:
    """The run of capitalised words at the end of the head that is no title and no organisation."""
    tokens = [token for token in tokenize(mention) if token.end <= end]
    last = len(tokens) - 1
    if (
        last < 0
        or not tokens[last].is_name
        or _ORGANIZATION.fullmatch(tokens[last].text)
        or tokens[last].text.isupper()
    ):
        return None
    first = last
    while first > 0 and _part_of_name(tokens[first - 1]):
        first -= 1
    if mention[: tokens[first].start].strip().lower() == "the":
        return None
    words = [token for token in tokens[first : last + 1] if token.is_word]
    if not words or any(_ORGANIZATION.fullmatch(word.text) for word in words):
        return None
    return words[0].start, words[-1].end


def _part_of_name(token: Token) -> bool:
    particle = token.lower in {"van", "von", "de", "da", "di", "del", "al", "bin", "ben", "el", "la", "le"}
    return (token.is_name and token.lower != "the" and token.lower.rstrip(".") not in _RANKS) or particle


def _title(mention: str, name: Range, head_end: int) -> Range | None:
    """The role in an apposition or before the name, else the rank before the name."""
    apposition = _trimmed(mention, head_end + 1, len(mention)) if head_end < len(mention) else None
    if apposition and _ROLES.search(mention[slice(*apposition)]):
        return apposition
    return _trimmed(mention, 0, name[0])


def _trimmed(mention: str, start: int, end: int) -> Range | None:
    inner = mention[start:end]
    stripped = _OPENING.sub("", inner, count=1)
    left = start + len(inner) - len(stripped)
    right = left + len(stripped.rstrip(" ,"))
    return (left, right) if right > left else None


@lru_cache(maxsize=1024)
def fullest(name: str, text: str) -> Range | None:
    """Find the fullest form of a name in ``text``, title left out: "Kirby" is named in full as "John Kirby".

    Args:
        name: A name as it stands somewhere in the text.
        text: The article's text.

    Returns:
        The first place of the longest run of capitalised words that ends in the same last word; None where the name
        does not stand in the text.
    """
    if " and " in name:
        at = text.find(name)
        return (at, at + len(name)) if at >= 0 else None
    last = name.split()[-1] if name.split() else ""
    best: Range | None = None
    for start, end in _standing(last, text):
        place = _run_ending_at(text, start, end)
        if best is None or place[1] - place[0] > best[1] - best[0]:
            best = place
    return best


def _standing(word: str, text: str) -> Iterator[Range]:
    """Yield where a word stands in a text by itself; a pattern for each name would take longer to compile."""
    at = text.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        alone = not (_goes_on(text[at - 1 : at]) or _goes_on(text[end : end + 1]))
        if alone:
            yield at, end
        at = text.find(word, end if alone else at + 1)


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"


def _run_ending_at(text: str, start: int, end: int) -> Range:
    """Extend left over at most three capitalised words that are no titles and start no sentence by themselves."""
    window = max(0, start - 60)
    tokens = list(tokenize(text[window:start]))
    first = start
    for token in reversed(tokens[-3:]):
        gap = text[window + token.end : first]
        if (
            gap.strip(" ")
            or not gap
            or not token.is_name
            or token.lower.rstrip(".") in _RANKS
            or token.lower in _OPENERS
        ):
            break
        first = window + token.start
    return first, end


_OPENERS = listed("the a an but and when while as after before in on at for if despite since however so yet says said")
