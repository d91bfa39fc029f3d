"""What evidence may leave out between two of its pieces, drafted as a list or as one literal with words left out.

A gap holds no verb, no negator, condition, weakener or bound, and no end of a sentence. Three things are skipped whole,
whatever they hold: source and cue, a relative clause or apposition between its commas, and a predicate whose subject
the next one shares ("The ferry [sank near Orrin and] burned").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.ground import operators
from extractor.ground.passage import Objection, Passage
from extractor.literals.language import clauses
from extractor.literals.language.clauses import AUXILIARIES, DETERMINERS, has_finite_verb, is_finite
from extractor.literals.language.tokens import MARKS, Token, tokenize
from extractor.literals.language.words import listed
from extractor.text import Range

LONGEST = 160
"""Most characters that one literal may leave out between two of its runs."""

_RELATIVE_ASIDE = re.compile(
    r",\s*(?:(?:of|in|to|for|with|by) )?(?:which|who|whom|whose|where)\b.*[,)]?$|\(.*\)$", re.DOTALL
)
_RELATIVE_OPENING = re.compile(r",?\s*(?:which|who|where)$")
_APPOSITION = re.compile(r",[^;]*,$", re.DOTALL)
_LISTED = re.compile(r"(?:\bincluding|\bsuch as|\bamong them)(?:\s*[,:])?$", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:and|but|yet)(?: (?:also|later|then|still|soon|now))?$", re.IGNORECASE)
_AND = re.compile(r"^[a-z]+\b.*\b(?:and|or)$", re.DOTALL)
_GOES_ON = re.compile(r"['’]s\b|[-‐‑][^\W_]")
_BREAK = re.compile(r"[;?!]")
_LEADING_ASIDE = re.compile(r"[.\s]*,[^,;]*,\s*")
_OTHER_SUBJECT = re.compile(r"\b(?:it|he|she|they|we|i|you)\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"\b(?:who|whom|which|whose|where|when|because|although|if|that(?! (?:year|month|week|day|night|time)))\b",
    re.IGNORECASE,
)
_COMMA_SHARED = re.compile(r",\s*(?:and|but|yet)\b[^,]*$", re.IGNORECASE)
_INFINITIVE = re.compile(r"\bto (?!(?:the|a|an|his|her|its|their)\b)[a-z]+")
_NO_VERB = listed(
    "including during according following regarding concerning excluding morning evening building meeting bombing "
    "shooting hearing spring ceiling wing thing king string nothing something anything everything beijing being"
)
_BEFORE_INFINITIVE = listed("to will would can could may might must shall should")
_BASE_TOO = listed("cut put quit cost cast burst hit hurt let read run set shed shut split spread come become beat bet")
_LONGEST_NAME = 4
_OPEN_ENDED = listed("of in on at by for to from with the a an its his her their our my this that these those and or")
_OBJECTS = listed("the a an his her its their him them it that to this these those")


def objection(passage: Passage, places: Sequence[Range], *, edited: bool) -> Objection | None:
    """Why the pieces of evidence may not stand together.

    Args:
        passage: Their sentence.
        places: The pieces, in text order.
        edited: Whether the pieces were drafted as one literal, words left out.
    """
    if (wrong := _verbless(passage, places)) is not None:
        return wrong
    for left, right in pairwise(places):
        wrong = (
            _cut_word(passage, left[1])
            or _skipped(passage, left, right, edited=edited)
            or _other_subject(passage, left, right)
            or _ungoverned(passage, left, right)
        )
        if wrong is not None:
            return wrong
    return None


def _cut_word(passage: Passage, end: int) -> Objection | None:
    """Evidence that stops inside a word or before what a possessive owns names something else."""
    behind = passage.text[end : end + 3]
    if _GOES_ON.match(behind) and passage.text[end - 1].isalnum():
        return Objection("edited", f'The evidence leaves out "{passage.text[end : passage.end].strip()[:60]}".')
    return None


def _verbless(passage: Passage, places: Sequence[Range]) -> Objection | None:
    """Two noun phrases from two places that no verb joins say nothing of each other."""
    if len(places) < 2:
        return None
    pieces = [passage.text[slice(*place)] for place in places]
    if any(has_finite_verb(piece) for piece in pieces):
        return None
    if any(left <= place[0] < right for place in places for left, right in (*passage.quantities, *passage.times)):
        return None
    nominal = [first for piece in pieces if (first := next(iter(tokenize(piece)), None)) and _opens_noun(first)]
    if len(nominal) < len(pieces) or len(pieces[0].split()) > _LONGEST_NAME:
        return None
    return Objection("edited", f'No verb joins "{pieces[0][:60]}" and "{pieces[1][:60]}".')


def _opens_noun(token: Token) -> bool:
    return token.is_name or token.lower in DETERMINERS


def _other_subject(passage: Passage, left: Range, right: Range) -> Objection | None:
    """A noun phrase put before another's verb: "No ferry left [Orrin], and the port of Lund [took in 200 people]"."""
    text, verb = passage.text, next(iter(tokenize(passage.text[slice(*right)])), None)
    if verb is None or not is_finite(verb) or has_finite_verb(text[slice(*left)]):
        return None
    gap = text[left[1] : right[0]]
    if (governor := _governor(passage, left)) is not None and not _RELATIVE_OPENING.match(gap.strip()):
        return Objection("edited", f'"{text[slice(*left)][:60]}" belongs to "{governor}", not to "{verb.text} …".')
    for own in _subjects(passage, right):
        if not (own[0] < left[1] and left[0] < own[1]):
            return Objection("edited", f'In the article it is "{text[slice(*own)].strip()[:60]}" that "{verb.text} …".')
    return None


def _subjects(passage: Passage, predicate: Range) -> Iterator[Range]:
    """What a predicate is about in the article: the subject of its clause, else what stands before it there."""
    base, (at, _) = passage.place[0], predicate
    said = (place for voice in passage.heard for place in voice.content if _inside(predicate, place))
    start, end = next(said, passage.place)
    for part in clauses.split(passage.words, start - base, end - base):
        if part.start <= at - base < part.end:
            own = part.subject or ((part.start, at - base) if part.start < at - base else None)
            if own is not None:
                yield base + own[0], base + own[1]


def _ungoverned(passage: Passage, left: Range, right: Range) -> Objection | None:
    """A noun phrase behind a verb whose own preposition is left out: "arrested [a thief near] the mayor"."""
    k = passage.index(right[0])
    before = passage.tokens[k - 1] if k else None
    opens = passage.tokens[k] if k < len(passage.tokens) else None
    if before is None or opens is None or before.start < left[1] or before.lower not in operators.GOVERNORS - {"to"}:
        return None
    timed = any(start <= right[0] < end for start, end in (*passage.times, *passage.quantities))
    if timed or not _opens_noun(opens) or has_finite_verb(passage.text[slice(*right)]):
        return None
    return Objection("edited", f'The evidence leaves out "{before.text}" before "{passage.text[slice(*right)][:60]}".')


def _governor(passage: Passage, left: Range) -> str | None:
    """The verb or preposition right before a noun phrase, which cannot be the subject of a later verb then."""
    if any(left[0] == start for voice in passage.heard for start, _ in voice.content):
        return None
    first = passage.index(left[0])
    before = passage.tokens[first - 1] if first else None
    if before is None or before.end < passage.start or operators.is_cue(before.lower):
        return None
    governs = before.lower in operators.GOVERNORS | _BASE_TOO or is_finite(before)
    return before.text if governs else None


def _inside(place: Range, whole: Range) -> bool:
    return whole[0] <= place[0] and place[1] <= whole[1]


def _skipped(passage: Passage, left: Range, right: Range, *, edited: bool) -> Objection | None:
    if any(left[1] <= stop < right[0] for stop in passage.stops):
        return _left_out(passage.text[left[1] : right[0]].strip())
    before, behind = passage.text[slice(*left)], passage.text[slice(*right)]
    for words in _rest(passage, left[1], right[0]):
        if edited and len(words) > LONGEST:
            return _left_out(words)
        if _whole(words) or _is_shared_predicate(words, behind) or _is_shared_infinitive(before, words, behind):
            continue
        if (wrong := _between(_without_quantities(passage, words), before, words)) is not None:
            return _left_out(words) if edited and wrong.reason != "negation_conflict" else wrong
    return None


def _rest(passage: Passage, start: int, end: int) -> list[str]:
    """What is skipped beside source and cue, quotation marks left aside."""
    pieces = [(start, end)]
    for cut in passage.attributing:
        pieces = [
            piece for a, b in pieces for piece in ((a, min(b, cut[0])), (max(a, cut[1]), b)) if piece[0] < piece[1]
        ]
    bare = ["".join(" " if sign in MARKS else sign for sign in passage.text[a:b]).strip() for a, b in pieces]
    return [words for words in bare if words.strip(" ,:")]


def _whole(words: str) -> bool:
    """Whether a relative clause or an apposition is skipped from comma to comma."""
    if _RELATIVE_OPENING.match(words):
        return True
    if words.startswith("(") and operators.denied(words):
        return False
    if (found := _RELATIVE_ASIDE.match(words)) is not None:
        return words.endswith((",", ")")) and ";" not in found.group()
    if not (_APPOSITION.match(words) or _LISTED.search(words)) or operators.negation(words):
        return False
    return not operators.condition(words) and not operators.weakening(words) and not _acts(words)


def _acts(words: str) -> bool:
    """Whether words hold a verb of their own: an auxiliary, or a form that has an object; a participle is none."""
    tokens = [token for token in tokenize(words) if token.is_word]
    return any(_is_active(token, following) for token, following in pairwise([*tokens, Token("", 0, 0, "")]))


def _is_active(token: Token, following: Token) -> bool:
    if token.lower in AUXILIARIES and token.text != "May":
        return True
    return is_finite(token) and (following.lower in _OBJECTS or (following.text[:1].isupper()))


def _is_shared_predicate(words: str, behind: str) -> bool:
    """Whether a gap is the first of two predicates with one subject: a verb, then "and", and a verb goes on."""
    opening = _LEADING_ASIDE.match(words)
    if opening is not None and (_whole(opening.group().strip()) or not opening.group().strip(" ,.").isalpha()):
        words = words[opening.end() :]
    first, second = next(iter(tokenize(words)), None), next(iter(tokenize(behind)), None)
    if first is None or second is None or not is_finite(first) or not is_finite(second) or not _SHARED.search(words):
        return False
    ambiguous = second.lower in _BASE_TOO and (_INFINITIVE.search(words) or first.lower in AUXILIARIES)
    nested = _OTHER_CLAUSE.search(words) is not None and not _COMMA_SHARED.search(words)
    return not (ambiguous or nested or _BREAK.search(words) or _OTHER_SUBJECT.search(words))


def _is_shared_infinitive(before: str, words: str, behind: str) -> bool:
    """Whether a gap is the first of two infinitives behind one "to" or modal ("able to [hold out and] win")."""
    last, second = before.split()[-1:], next(iter(tokenize(behind)), None)
    if not last or last[0].lower() not in _BEFORE_INFINITIVE or second is None or not second.text.islower():
        return False
    if second.lower in _OPEN_ENDED or second.lower.endswith(("s", "ed", "ing")) or not _AND.search(words):
        return False
    return not (_OTHER_CLAUSE.search(words) or _BREAK.search(words) or _OTHER_SUBJECT.search(words))


def _between(words: str, before: str, skipped: str) -> Objection | None:
    if _BREAK.search(words):
        return _left_out(skipped)
    if (wrong := operators.turned(words)) is not None:
        return wrong
    tokens = [token for token in tokenize(words) if token.is_word]
    last = next((token for token in reversed(tokenize(before)) if token.is_word), None)
    hangs = last is not None and (last.lower in _OPEN_ENDED or last.lower.endswith(("'s", "s'")))
    if (tokens and hangs) or any(_is_verb(token) for token in tokens) or _INFINITIVE.search(words):
        return _left_out(skipped)
    if any(token.lower in operators.MODIFIERS for token in tokens):
        return Objection("hedge_dropped", f'The evidence leaves out "{skipped[:60]}", which weakens it.')
    return None


def _is_verb(token: Token) -> bool:
    if token.lower in operators.MODIFIERS or token.lower in _NO_VERB:
        return False
    ing = token.lower.endswith("ing") and len(token.text) > 4 and not token.is_name
    return is_finite(token) or ing or (operators.is_cue(token.lower) and token.lower.endswith(("s", "ed")))


def _without_quantities(passage: Passage, words: str) -> str:
    """A number is skipped with its bound, so that neither is taken for a word that turns the evidence."""
    for start, end in passage.quantities:
        words = words.replace(passage.text[start:end], " ")
    return words


def _left_out(words: str) -> Objection:
    return Objection("edited", f'The evidence leaves out "{words[:60]}".')
