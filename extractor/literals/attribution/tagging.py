"""A rough part of speech for each token of one sentence, from closed lists and shapes.

One letter each: ``N`` name, ``R`` pronoun, ``D`` determiner, ``P`` preposition, ``W`` relative pronoun, ``V`` finite
verb, ``G`` participle in -ing, ``A`` adverb or word of time, ``C`` coordinator, ``S`` word that opens a clause, ``Q``
quotation mark, ``,`` and ``(`` ``)`` themselves, ``.`` any other sign, ``x`` any other word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractor.literals.attribution.verbs import FRAMES
from extractor.literals.language.clauses import is_finite, looks_finite
from extractor.literals.language.tokens import MARK_TOKENS, Token, lowered
from extractor.literals.language.words import listed

DETERMINERS = listed(
    "the a an its his her their our my your this these those some many several most all both no every each another "
    "any few one two three four five six seven eight nine ten"
)
_QUANTIFIERS = listed("some many several most all both few this that these those one two three another each")
PREPOSITIONS = listed(
    "of in on for with by at from to about against among under over between during into after before within without "
    "across near inside outside like through behind via per around following amid despite including throughout toward "
    "towards upon beyond along as than"
)
PRONOUNS = listed("he she they we i it you who")
"""Sources that point to another."""

_RELATIVE = listed("who which that")
_OPENERS = listed(
    "when while because but although though if since until whereas where so than unless whether how why what once yet"
)
_BEFORE_NOUNS = (DETERMINERS - _QUANTIFIERS) | (PREPOSITIONS - {"to", "than", "as"})
_COORDINATORS = listed("and or but nor")
TIME_WORDS = listed(
    "on monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later last late early "
    "this week month year morning evening afternoon night"
)
"""Words that say when, and may stand between source and cue or behind a cue."""
ADVERBS = listed(
    "also then again repeatedly previously recently now never not only once already just even still often always first "
    "ever further instead soon long even too almost rather long however meanwhile indeed thus therefore later earlier "
    "yesterday today both all perhaps maybe"
)
_NOT_ADVERBS = listed(
    "family early daily italy july assembly ally reply rally monopoly supply only sally kelly emily molly reilly fly "
    "friendly weekly monthly elderly"
)
AUXILIARIES = listed(
    "is are was were am be been being has have had do does did will would can could may might must shall should get "
    "gets got isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't "
    "cannot shouldn't"
)
NOUNS_TOO = listed(
    "state states report reports comment comments claim claims call calls request requests list lists view views "
    "demand demands project projects estimate estimates order orders press question questions quote quotes point "
    "points charge charges rule rules mock document documents fault forecast forecasts plan plans fear fears hope "
    "hopes worry worries push challenge show shows find finds offer offers object vow vows pledge pledges promise "
    "promises tweet tweets post posts remark remarks"
)
"""Forms that are more often nouns: they attribute where what follows leaves no doubt."""
_BEFORE_VERBS = PRONOUNS | _RELATIVE | ADVERBS | AUXILIARIES | {"to"}
_TITLES = listed("returning managing acting presiding commanding visiting governing attending supervising")
"""Participles that open a title: "returning officer Mara Lind"."""
_LEAST_PARTICIPLE = 6
_CONTRACTED = PRONOUNS | {"that", "there"}
_CLITICS = ("'s", "'re", "'m", "'ve", "'ll", "'d")
_SIGNS = {",": ",", "(": "(", ")": ")", "[": "(", "]": ")", "&": "x", "'": "x", "’": "x", "/": "x", "-": "x", "$": "x"}


_CLOSED = {
    **dict.fromkeys(PREPOSITIONS, "P"),
    **dict.fromkeys(DETERMINERS, "D"),
    **dict.fromkeys(_OPENERS, "S"),
    **dict.fromkeys(_RELATIVE, "W"),
    **dict.fromkeys(PRONOUNS - {"who"}, "R"),
    "others": "R",
    **dict.fromkeys(_COORDINATORS, "C"),
}
"""Words that are the same part of speech wherever they stand, as far as this reading goes."""


def tags(tokens: Sequence[Token]) -> str:
    """Return the letters of the tokens of a sentence."""
    return "".join([_settled(token.text) or _letter(tokens, i) for i, token in enumerate(tokens)])


@lru_cache(maxsize=4_096)
def _settled(text: str) -> str:
    """The letter of a word that is the same wherever it stands; nothing where its neighbours tell."""
    word = lowered(text)
    if word in _CLOSED:
        return _CLOSED[word]
    if not text[0].isalnum() or text[0].isupper():
        return ""
    if _contracted(word):
        return "V"
    if looks_finite(text) or (word in FRAMES and not word.endswith("ing")):
        return ""
    if _is_adverb(word):
        return "A"
    return "" if _is_participle(word) else "x"


def _letter(tokens: Sequence[Token], i: int) -> str:
    """The letter of a sign, of a name, of what can be a verb, of a form in -ing."""
    token = tokens[i]
    if not token.is_word:
        return _sign(tokens, i)
    if token.is_name:
        return _capitalised(tokens, i)
    if _is_participle(token.lower):
        return "x" if i and tokens[i - 1].lower in DETERMINERS else "G"  # "the mining inspector"
    if _verbal(tokens, i):
        return "V"
    return "A" if _is_adverb(token.lower) else "x"


def _capitalised(tokens: Sequence[Token], i: int) -> str:
    """The letter of a word with a capital: a name, unless a sentence or a quotation starts with it."""
    if i and tokens[i - 1].text not in MARK_TOKENS and tokens[i - 1].text != ":":
        return "N"
    if _contracted(tokens[i].lower) or _verbal(tokens, i):
        return "V"
    return "A" if tokens[i].lower in ADVERBS else "N"


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) >= _LEAST_PARTICIPLE and word not in _TITLES


def _sign(tokens: Sequence[Token], i: int) -> str:
    text = tokens[i].text
    if text in MARK_TOKENS:
        return "Q"
    if text == "," and _in_number(tokens, i):
        return "x"
    if text == "." and i and tokens[i - 1].is_name and i + 1 < len(tokens) and len(tokens[i - 1].text) < 6:
        return "x"
    return _SIGNS.get(text, ".")


def _in_number(tokens: Sequence[Token], i: int) -> bool:
    """Whether a comma groups digits ("2,400") or stands before a year ("Sept. 11, 2001")."""
    if not (0 < i < len(tokens) - 1 and tokens[i - 1].text.isdigit() and tokens[i + 1].text.isdigit()):
        return False
    return tokens[i].end == tokens[i + 1].start or (len(tokens[i + 1].text) == 4 and len(tokens[i - 1].text) < 3)


def _contracted(word: str) -> bool:
    """Whether a pronoun with its verb stands there: "he's", "they've"."""
    stem, apostrophe, _ = word.partition("'")
    return bool(apostrophe) and stem in _CONTRACTED and word.endswith(_CLITICS)


def _verbal(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word looks like a finite verb where it stands."""
    token, before = tokens[i], tokens[i - 1].lower if i else ""
    if before in _BEFORE_NOUNS:
        return False
    if is_finite(token):
        return not (token.lower.endswith("ed") and _modifies(tokens, i))
    return token.lower in FRAMES and not token.is_name and not token.lower.endswith("ing") and _finite_here(tokens, i)


def _modifies(tokens: Sequence[Token], i: int) -> bool:
    """Whether a form in -ed is an adjective: "the widely used road"."""
    return i > 1 and tokens[i - 1].lower.endswith("ly") and tokens[i - 2].lower in DETERMINERS


def _finite_here(tokens: Sequence[Token], i: int) -> bool:
    """Whether a plain or -s form of a verb of saying follows what can be its subject."""
    if not i:
        return False
    word, before = tokens[i].lower, tokens[i - 1]
    if before.text in MARK_TOKENS or (before.text == "," and i > 1 and tokens[i - 2].text in MARK_TOKENS):
        return word not in NOUNS_TOO
    if before.text == "," and word.endswith("s") and word not in NOUNS_TOO and i + 1 < len(tokens):
        return tokens[i + 1].is_name  # "…, argues Lind"
    if before.lower.endswith(("'s", "s'")):
        return False
    if is_finite(before) and before.lower not in AUXILIARIES:
        return False
    if before.lower in _BEFORE_VERBS:
        return True
    if word not in NOUNS_TOO or before.is_name:
        return before.is_word
    return before.lower.endswith("s") != word.endswith("s")
