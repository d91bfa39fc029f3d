"""Words that turn what they govern: what negates it, makes it a condition, or weakens it.

Closed lists of English, beside those of ``certainty``: there they are read inside of a claim, here they stand outside
of its evidence and would be lost with what is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.ground.passage import Objection
from extractor.literals import certainty
from extractor.literals.attribution.cues import ACT_OF
from extractor.literals.language.words import listed

_BARELY = r"hardly|barely|scarcely|rarely|seldom|neither|nor|never|not|none|nobody|nothing|no|without|unlikely|cannot"
_FAILING = r"(?:fail|refus|declin|neglect|omitt?)(?:s|es|ed|e|ing)? to|unable to|yet to|far from|(?<!a )(?:few|little)"
_NEGATING = rf"(?:{_BARELY}|{_FAILING}|\w+n['’]t)"
_MODAL = "(?:(?-i:may)|might|can|could|would|will|shall|should|must|ought to)"
_NEARLY = "(?:almost|nearly|virtually|practically|all but|allegedly|supposedly|reportedly|apparently|so-called)"
_AIMING = (
    r"(?:threaten|attempt|tri|try|plan|hop|want|aim|seek|sought|intend|expect|agree|offer|vow|promis|pledg|prepar|"
    r"decid|struggl|wish|propos|need|ready|due|set|order|ask|urg|demand|suppos|believ|thought|said|alleg|claim|"
    r"appear|seem|likely|poised|bound|about)(?:s|e|es|ed|ied|ies|en|ing|ning|ned)? to"
)
_ADVERBS = r"(?:(?:\w+ly|even|yet|ever|soon|also|again|still|then|be|been|being|have|has|had|longer|in any way)\s+)*"
_OPENED = r"[\"“‘'(\[]*$"

_NEGATES = re.compile(rf"\b{_NEGATING}(?!\w)", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\b(?:not only|not just|not merely|no (?:fewer|less|more|later|sooner) than|no doubt|no question|nothing but|"
    r"not (?:fewer|less|more) than)\b",
    re.IGNORECASE,
)
_EXCLUDING = "none of(?: the)?|rather than|instead of|except(?: for)?|other than|as opposed to|let alone"
_NEGATES_AT_ONCE = re.compile(rf"\b(?:{_NEGATING}|{_EXCLUDING})\s+{_ADVERBS}{_OPENED}", re.IGNORECASE)
_REFUTES_AT_ONCE = re.compile(
    r"\b(?:reject|dismiss|den[iy]|refut|disput|debunk|contradict|disprov|rubbish)\w*\s+(?:\w+\s+)?$", re.IGNORECASE
)
_WEAKENS_AT_ONCE = re.compile(
    rf"\b(?:{_MODAL}\s+{_ADVERBS}|{_NEARLY}\s+{_ADVERBS}|{_AIMING}\s+{_ADVERBS}){_OPENED}", re.IGNORECASE
)
_WEAKENS = re.compile(rf"\b(?:{_MODAL}|{_NEARLY}|{_AIMING})\b", re.IGNORECASE)
_DENYING_HEAD = re.compile(
    r"\b(?:false|untrue|wrong|lie[ds]|lying|denials?|myth|lie|hoax|impossible|incorrect|nonsense)\b", re.IGNORECASE
)
_DOUBTING_HEAD = re.compile(
    r"\b(?:possib\w+|probab\w+|likel\w+|doubt\w*|rumou?r\w*|suspicions?|idea|notion|theory|hypothesis|assumption|"
    r"un(?:clear|certain|sure|known)|danger|risk|chance|odds|hope[sd]?|fear(?:s|ed)?|pretend\w*|imagin\w+|suppos\w+|"
    r"wish\w*|dream\w*|conceivabl\w+)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?<!\beven )(?<!\bas )\b(?:if|unless|provided that|providing that|assuming that|supposing|as long as|so long as|"
    r"on condition that|in case|in the event|lest|only when|assuming|barring|provided)\b"
    r"(?! (?:not (?:\d|more|thousands|hundreds|all|most|dozens)|(?:any|ever)\b(?=[\s]*[,.;)]|\s*$)|anything))",
    re.IGNORECASE,
)
_AS_IF = re.compile(r"\bas (?:if|though)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\bwhether\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:ask|asks|asked|asking|wonder\w*|see|know|knew|check\w*|decid\w+|determin\w+|unclear|learn\w*|tell|sure)\s*$",
    re.IGNORECASE,
)
_ONLY_BOUND = re.compile(
    r"\b(?:about|around|roughly|approximately|over|under|above|below|up to|at least|at most|(?:more|less|fewer) than|"
    r"only|just|as (?:many|much) as)\s*$",
    re.IGNORECASE,
)
MODIFIERS = listed(
    "former ex acting alleged suspected would-be fake mock failed attempted potential possible planned proposed "
    "purported self-styled self-proclaimed supposed so-called deputy vice assistant interim presumed apparent future "
    "prospective designate unofficial unconfirmed disputed false counterfeit pretend onetime one-time late "
    "aspiring putative reputed accused likely"
)
"""Words before a noun without which it names something else."""
GOVERNORS = listed(
    "of in on at by for to with from against over under near between among about into through via unlike like replacing"
)
"""Words whose noun phrase is no subject; "after", "before" and "until" may open a clause."""
TURN = re.compile(r";|,\s+(?:and|but|while|whereas|yet|so)\b|\b(?:but|while|whereas)\b", re.IGNORECASE)
"""Where one clause ends and another takes over."""
QUANTIFIERS = listed(
    "some several many most all each every half both only almost nearly about around roughly other various numerous "
    "dozens scores hundreds thousands millions majority minority part parts third quarter"
)
NOUGHTS = listed("no few little neither none hardly barely scarcely not nor")


def last_turn(words: str) -> int:
    """Where the last clause of a passage starts."""
    return max((found.end() for found in TURN.finditer(words)), default=0)


@lru_cache(maxsize=256)
def negation(words: str) -> str | None:
    """The first words of a passage that negate; "no doubt" and "not only" do not."""
    harmless = [found.span() for found in _HARMLESS.finditer(words)]
    for found in _NEGATES.finditer(words):
        if not any(start <= found.start() < end for start, end in harmless):
            return found.group()
    left = [span for span in certainty.negations(words) if not any(a <= span[0] < b for a, b in harmless)]
    return words[slice(*left[0])] if left else None


def condition(words: str) -> str | None:
    """The first words of a passage that make what stands beside it a condition's; "asked if" does not."""
    for found in _CONDITION.finditer(words):
        if not _ASKED.search(words[: found.start()]):
            return found.group()
    return None


def weakening(words: str) -> str | None:
    """The first words of a passage that weaken: modals, "almost", "threatens to", and every hedge."""
    if (found := _WEAKENS.search(words)) is not None:
        return found.group()
    hedges = certainty.hedges(words)
    return words[hedges[0].start : hedges[0].end] if hedges else None


def loose_bound(words: str) -> str | None:
    """A bound or approximation at the end of a passage, whose number stands behind it."""
    found = _ONLY_BOUND.search(words)
    return found.group() if found else None


def turned(words: str) -> Objection | None:
    """What left-out words do to what stands beside them."""
    if negation(words) is not None:
        return Objection("negation_conflict", f'The evidence skips "{words}", which negates it.')
    if condition(words) or _WHETHER.search(words) or weakening(words) or loose_bound(words):
        return weakened(words)
    return None


def governed_at_once(words: str) -> Objection | None:
    """What the last of the words before evidence does to it: "not", "may", "threatens to", "almost"."""
    if (found := _NEGATES_AT_ONCE.search(words)) is not None and not _HARMLESS.search(words[found.start() :]):
        return negated(found.group())
    if (found := _WEAKENS_AT_ONCE.search(words)) is not None:
        return weakened(found.group())
    return None


def denied(words: str) -> bool:
    """Whether words call something false: "(falsely)", "a hoax"."""
    return _DENYING_HEAD.search(words) is not None or "falsely" in words.lower()


def refuted(words: str) -> Objection | None:
    """What a verb right before "claims that" or "reports that" does to them: "rejected", "dismissed"."""
    found = _REFUTES_AT_ONCE.search(words)
    return negated(found.group()) if found else None


def governed_by(head: str) -> Objection | None:
    """What the words before "that" do to the clause behind it: "no evidence", "it is false", "it is unlikely"."""
    if _HARMLESS.search(head) and not _DENYING_HEAD.search(head):
        return None
    if negation(head) is not None or _DENYING_HEAD.search(head):
        return negated(head)
    if _DOUBTING_HEAD.search(head) or weakening(head):
        return weakened(head)
    return None


def conditioned(words: str) -> Objection | None:
    """What an "if", "unless", "as if" or "whether" before evidence does to it."""
    found = _AS_IF.search(words) or _WHETHER.search(words)
    said = condition(words) or (found.group() if found else None)
    return None if said is None else weakened(said)


def is_cue(word: str) -> bool:
    """Whether a word is a form of a verb of saying."""
    return word in ACT_OF


def negated(words: str) -> Objection:
    """The objection that these left-out words negate the evidence."""
    return Objection("negation_conflict", f'The evidence leaves out "{words.strip()[-60:]}", which negates it.')


def weakened(words: str) -> Objection:
    """The objection that these left-out words weaken the evidence."""
    return Objection("hedge_dropped", f'The evidence leaves out "{words.strip()[-60:]}", which weakens it.')
