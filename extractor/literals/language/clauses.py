"""The parts of a passage that each say one thing: coordinated clauses, relative clauses, "including …", sentences.

Heuristics of English news syntax without a tagger: a part counts as a clause where it holds a finite verb, and those
are recognised by auxiliaries, by a closed list of irregular forms, and by endings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from extractor.literals.language.tokens import Token, between, first_token, inside, lowered, quotations, token_texts
from extractor.literals.language.words import listed
from extractor.text import LOOSE, trim

Role = Literal["main", "relative", "included", "predicate"]

AUXILIARIES = listed(
    "is are was were am be been has have had do does did will would can could may might must shall should"
)
_AUXILIARIES = AUXILIARIES | listed(
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't "
    "it's he's she's that's there's they're we're you're i'm we've they've i've you've we'll they'll i'll you'll he'll "
    "she'll it'll that'll who's who've he'd she'd they'd we'd i'd you'd here's what's where's"
)
_IRREGULAR = listed(
    "became began bent bled blew bought broke brought built burst came cast caught chose clung cost crept cut "
    "dealt drank drew drove fed fell felt fled flew flung forbade forgot fought found froze gave got grew "
    "ground held hid hit hung hurt kept knelt knew laid lay led left lent let lost made meant met overthrew "
    "paid put quit ran rang read rode rose said sang sank sat saw sent set shed shone shook shot shrank shut "
    "slept slew slid sold sped spent split spoke sprang spread stank stole stood strode struck stuck stung "
    "swam swept swore swung taught thought threw told took tore understood wept went withdrew woke won wore "
    "wound wove wrote allows appears becomes begins believes belongs brings buys carries comes connects "
    "contains costs covers depends employs ends enters expects faces falls feels follows gives goes grows "
    "holds hopes includes joins keeps lacks lasts leads leaves lies lives loses makes means meets needs offers "
    "opens opposes operates owns pays plays produces provides reaches receives remains replaces requires rises "
    "runs says seems sells serves shows sits spends stands starts stays supports takes tells thinks wants wins "
    "works writes"
)
_FINITE = _AUXILIARIES | _IRREGULAR
_PRESENT = listed(
    "go rise want say make get know see come think find give tell live feel seem become remain believe expect continue "
    "include receive lose keep bring begin argue hope agree pay buy sell grow eat die earn spend arrive depend appear "
    "happen exist refuse provide require produce carry cover allow consider speak understand deserve"
)
"""Verbs that have the same form behind a plural as in a dictionary, and are seldom nouns."""
_PLURAL = listed("they we you i people men women children police who these those both many most some others")
_RELATIVE = listed("which who whose where")
DETERMINERS = listed("a an the its his her their our my this that these those each every")
_OUTSIDE_PHRASE = listed("of in on at by for to with from into over under and or but as than while that which who")
_NESTING = _RELATIVE | {"including"}
_COORDINATORS = listed("and but while whereas yet")
_NO_SUBJECT = listed("that which who to")
_LEADING = re.compile(
    r"(?:however|meanwhile|also|but|and|earlier|later|separately|still|yet|so|then|thus|moreover|in addition)\b[,\s]*",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s*(\S+)\s*")
_MOST_BEFORE_VERB = 12  # tokens of a subject
_LONGEST_END = 6  # tokens between "between" and its "and"
_LONGEST_PHRASE = 200
"""Characters that a subject or an antecedent may take."""
_TRAILING = re.compile(r"[,\s]+(?:and|but|while|whereas|yet|or)$", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"[.?!…](?:(?<=\.)\.\.)?[”\"]?\s*(?=[A-Z“\"])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|St|Sen|Rep|Gov|Prof|Jr|Sr|No|vs))\.$")
_LONGEST_TAIL = 5
_LOOSE = LOOSE + "…"


class Part(NamedTuple):
    """One clause.

    Attributes:
        start: First code point of its words.
        end: Code point behind them.
        role: How it hangs together with the others.
        subject: The words it is about, where these stand apart.
        tail: Words behind an aside that belong to it still: "…, including 20 dead, since Monday".
    """

    start: int
    end: int
    role: Role = "main"
    subject: tuple[int, int] | None = None
    tail: tuple[int, int] | None = None


def split(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Split ``text[start:end]`` into the parts that each say one thing, in text order.

    A relative clause or an "including …" is a part of its own and carries the words it is about as ``subject``; what is
    left around it stays a main part. White space, closing signs and leading adverbs ("However,") are no part.
    """
    stop = len(text) if end is None else end
    parts: list[Part] = []
    for left, right in _sentences(text, start, stop):
        clauses = _coordinated(text, left, right)
        for clause_start, clause_end in clauses:
            parts += _nested(text, clause_start, clause_end, clauses[0][0])
    return sorted((part for part in parts if part.end > part.start), key=lambda part: part.start)


@lru_cache(maxsize=1024)
def has_finite_verb(text: str) -> bool:
    """Whether the words hold what looks like a finite verb."""
    if any(map(looks_finite, token_texts(text))):
        return True
    words = [lowered(word) for word in token_texts(text)]
    return not _PRESENT.isdisjoint(words) and any(map(_is_plural_present, words, words[1:]))


def _is_plural_present(before: str, word: str) -> bool:
    """Whether a verb stands behind a plural ("Prices rise", "They go")."""
    plural = before in _PLURAL or (before.endswith("s") and not before.endswith(("ss", "'s")))
    return plural and word in _PRESENT


def is_finite(token: Token) -> bool:
    """Whether a token looks like a finite verb."""
    return looks_finite(token.text)


@lru_cache(maxsize=4_096)
def looks_finite(text: str) -> bool:
    """Whether a word by itself looks like a finite verb."""
    word = lowered(text)
    if text == "May":
        return False
    return word in _FINITE or (word.endswith("ed") and len(word) > 3 and not text[0].isupper())


def first_sentence_end(text: str, start: int, end: int) -> int:
    """Return where the first sentence of ``text[start:end]`` ends, its closing sign left out."""
    first = _sentences(text, start, end)[0][1]
    return trim(text, start, first, _LOOSE + "?!")[1] if first < end else end


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [
        found.end()
        for found in _SENTENCE_BREAK.finditer(text, start, end)
        if not _ABBREVIATION.search(text, max(start, found.start() - 8), found.start() + 1)
    ]
    return list(pairwise([start, *cuts, end]))


def _coordinated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut before "and", "but", "while" and semicolons where both sides are clauses."""
    tokens = between(text, start, end)
    joints = [
        token
        for i, token in enumerate(tokens)
        if token.text == ";" or (token.lower in _COORDINATORS and _splits(tokens, i))
    ]
    if not joints:
        return [_tidy(text, start, end)]
    finite = [token.start for token in tokens if looks_finite(token.text)]
    cuts: list[tuple[int, int]] = []
    floor = start
    for joint in joints:
        before = bisect_left(finite, joint.start) > bisect_left(finite, floor)
        if before and finite[-1] >= joint.end:
            cuts.append((joint.start, joint.end))
            floor = joint.end
    lefts = [start, *(cut_end for _, cut_end in cuts)]
    rights = [*(cut_start for cut_start, _ in cuts), end]
    return [_tidy(text, left, right) for left, right in zip(lefts, rights, strict=True)]


def _splits(tokens: Sequence[Token], i: int) -> bool:
    """Whether the coordinator at ``i`` joins clauses: a finite verb, or a subject with one, follows."""
    following = tokens[i + 1 : i + 9]
    if not following or following[0].lower in _NO_SUBJECT or i == 0:
        return False
    if tokens[i].lower == "yet" and tokens[i - 1].text != ",":
        return False
    if tokens[i].lower == "and" and _pairs_two_ends(tokens, i):
        return False
    if is_finite(following[0]):
        return True
    comma = tokens[i - 1].text in {",", "”", '"'}
    for token in following[1:]:
        if token.text in {",", "."} or token.lower in _RELATIVE:
            return False
        if is_finite(token):
            return comma or token.lower in _AUXILIARIES or tokens[i].lower != "and"
    return False


def _pairs_two_ends(tokens: Sequence[Token], i: int) -> bool:
    """Whether this is the "and" of "between 4 and 6 million euros" or "between Orrin and Dorn"."""
    for token in reversed(tokens[max(0, i - _LONGEST_END) : i]):
        if token.lower == "between":
            return True
        if token.text in {",", ";"} or token.lower == "and" or is_finite(token):
            return False
    return False


def _nested(text: str, start: int, end: int, opening: int) -> list[Part]:
    """Take relative clauses and "including …" out of one clause; the one at ``opening`` may have its subject."""
    commas = _commas(text, start, end)
    parts: list[Part] = []
    main_end, resume = end, end
    for k, comma in enumerate(commas):
        word = _word_after(text, comma + 1, end)
        if comma >= resume or (resume == end and word in _NESTING):
            close = next(iter(commas[k + 1 :]), end)
            if word == "including":
                parts.append(Part(*_tidy(text, _skip_word(text, comma + 1), close), "included", subject(text, start)))
            elif word in _RELATIVE and not inside(comma, quotations(text)):
                place = _tidy(text, _skip_relative(text, comma + 1), close)
                parts.append(Part(*place, "relative", _antecedent(text, start, comma)))
            else:
                continue
            main_end, resume = min(main_end, comma), close
    main = _tidy(text, start, main_end)
    rest = _tidy(text, resume, end) if resume < end else (end, end)
    if rest[1] - rest[0] and has_finite_verb(text[slice(*rest)]) and len(text[slice(*rest)].split()) > 2:
        parts.append(Part(*rest, "predicate", main))
        return parts if not has_finite_verb(text[slice(*main)]) else [Part(*main), *parts]
    tail = rest if 0 < len(text[slice(*rest)].split()) <= _LONGEST_TAIL else None
    if looks_finite(first_token(text, *main)) and (shared := subject(text, opening)) and shared[1] <= main[0]:
        return [Part(*main, "predicate", shared, tail), *parts]
    parts = [part._replace(tail=tail) if part.role == "included" else part for part in parts]
    return [Part(*main, tail=tail), *parts]


def _commas(text: str, start: int, end: int) -> list[int]:
    """Where the commas of ``text[start:end]`` stand that group no digits."""
    places: list[int] = []
    at = text.find(",", start, end)
    while at >= 0:
        if not _in_number(text, at):
            places.append(at)
        at = text.find(",", at + 1, end)
    return places


def _in_number(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def _word_after(text: str, at: int, end: int) -> str:
    match = _NEXT_WORD.match(text, at, end)
    return match[1].lower() if match else ""


def _skip_word(text: str, at: int) -> int:
    match = _NEXT_WORD.match(text, at)
    return match.end() if match else at


def _skip_relative(text: str, at: int) -> int:
    """Keep "whose" and "where", whose clauses do not stand without them; drop "which" and "who"."""
    return at if _word_after(text, at, len(text)) in {"whose", "where"} else _skip_word(text, at)


def _antecedent(text: str, start: int, comma: int) -> tuple[int, int] | None:
    """The name before the comma of a relative clause, else the noun phrase with its determiner."""
    near = between(text, max(start, comma - _LONGEST_PHRASE), comma)
    tokens = [token for token in near if token.is_word]
    if not tokens:
        return None
    first = len(tokens) - 1
    if tokens[first].is_name:
        while first > 0 and tokens[first - 1].is_name:
            first -= 1
        return tokens[first].start, tokens[-1].end
    while first > 0 and _in_phrase(tokens[first], tokens[first - 1]):
        first -= 1
    return tokens[first].start, tokens[-1].end


def _in_phrase(word: Token, before: Token) -> bool:
    """Whether the word before belongs to the same noun phrase: a phrase ends, leftwards, with its determiner."""
    if word.lower in DETERMINERS:
        return False
    return before.lower not in _OUTSIDE_PHRASE and not is_finite(before)


def subject(text: str, start: int) -> tuple[int, int] | None:
    """Return the words of the clause at ``start`` before its first comma or finite verb; None where none is found."""
    tokens = between(text, start, start + _LONGEST_PHRASE)
    verb = next((k for k, token in enumerate(tokens[: _MOST_BEFORE_VERB + 1]) if looks_finite(token.text)), 0)
    comma = next((k for k in range(verb) if tokens[k].text == "," and not _groups(tokens, k)), verb)
    return (tokens[0].start, tokens[comma - 1].end) if comma > 0 else None


def _groups(tokens: Sequence[Token], k: int) -> bool:
    """Whether a comma groups digits: "2,400"."""
    between_digits = 0 < k < len(tokens) - 1 and tokens[k - 1].text.isdigit() and tokens[k + 1].text[:3].isdigit()
    return between_digits and tokens[k - 1].end == tokens[k].start and tokens[k].end == tokens[k + 1].start


def leading(text: str, start: int, end: int) -> int:
    """Return where the words of ``text[start:end]`` go on behind an adverb that only links ("However,")."""
    match = _LEADING.match(text, start, end)
    return match.end() if match else start


def trailing(text: str, start: int, end: int) -> int:
    """Return where the words of ``text[start:end]`` end before a conjunction that joins nothing any more."""
    match = _TRAILING.search(text, max(start, end - 12), end)
    return trim(text, start, match.start(), _LOOSE)[1] if match else end


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = trim(text, start, end, _LOOSE)
    end = trailing(text, start, end)
    return trim(text, leading(text, start, end), end, _LOOSE)
