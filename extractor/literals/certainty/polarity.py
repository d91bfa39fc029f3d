"""Negation, and whether a passage says that something is so or that it is not.

Polarity after FactBank (Saurí and Pustejovsky 2009): that of the main clause, as its source holds it: who denies that
forty boats sank holds that they did not. Negators after the lists of the *SEM 2012 shared task (Morante and Blanco):
explicit ones, and verbs and adverbs that imply one. Offsets are half-open code points of the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extractor.literals.language.lexicon import Entry, Lexicon
from extractor.schema import Act, Polarity

Strength = Literal["explicit", "implied", "none"]

_CONTRACTED = "is are was were has have had do does did would could should must wo ca need might"
_NEGATING: dict[Strength, str] = {
    "explicit": "not|never|no|none|nobody|nothing|nowhere|neither|nor|without|cannot|no one|no longer|"
    + "|".join(f"{verb}n't" for verb in _CONTRACTED.split()),
    "implied": "failed to|fails to|fail to|failing to|refused to|refuses to|refuse to|declined to|declines to|"
    "unable to|unlikely|hardly|scarcely|barely|rarely|seldom|lacks|lacked|stopped short of|ruled out|rules out|"
    "prevented from|far from",
}
_TURNING = Lexicon(_NEGATING)
"""Those that negate: where none of them can begin, nothing is negated."""
_NEGATORS: Lexicon[Strength] = Lexicon(
    {
        **_NEGATING,
        "none": "not rule out|not ruled out|"
        "not only|not just|not merely|not to mention|no fewer than|no less than|no more than|no later than|"
        "no earlier than|no sooner than|not less than|not more than|not fewer than|no doubt|without doubt|"
        "without a doubt|no matter|none other than|nothing less than|nothing short of|whether or not|if not|in no time|"
        "no wonder|not least|no fly zone|no confidence|no man's land",
    }
)
_DENYING = frozenset(
    ["failed to", "fails to", "fail to", "unable to", "unlikely", "hardly", "scarcely", "lacks", "lacked"]
)
"""Of the implied ones those that turn their clause; who refused did refuse, and who barely won did win."""
_SUBORDINATE = re.compile(
    r"\b(?:who|which|whose|whom|because|since|although|though|despite|while|whereas|after|before|when|where|unless|if|"
    r"so that)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;:—–]|\s-\s")
_NUMBERED = re.compile(r"\.?\s?\d")
_OPPOSITE: dict[Polarity, Polarity] = {"positive": "negative", "negative": "positive"}


def negations(passage: str) -> list[tuple[int, int]]:
    """Find the words of a passage that negate, implied ones too; "no fewer than" and "not only" do not."""
    return [(entry.start, entry.end) for entry in _negators(passage)]


def polarity(passage: str, act: Act = "said") -> Polarity:
    """Return whether a passage holds that something is not so: its main clause is negated, or denied as a whole."""
    found: Polarity = "negative" if _TURNING.begins_in(passage) and _is_turned(_main(passage)) else "positive"
    return _OPPOSITE[found] if act == "denied" else found


def _is_turned(main: str) -> bool:
    return any(_turns(main, entry) for entry in _negators(main))


def _turns(passage: str, entry: Entry[Strength]) -> bool:
    """Whether a negator turns its clause: "left without power" did happen."""
    words = passage[entry.start : entry.end].lower()
    return words in _DENYING if entry.label == "implied" else words != "without"


def _negators(passage: str) -> Iterator[Entry[Strength]]:
    for entry in _NEGATORS.find(passage) if _TURNING.begins_in(passage) else ():
        if entry.label != "none" and not _is_number_sign(passage, entry) and not _is_compound(passage, entry):
            yield entry


def _is_number_sign(passage: str, entry: Entry[Strength]) -> bool:
    """Whether it is the "No" of "No 10" and "No. 4"."""
    return passage[entry.start : entry.end] == "No" and _NUMBERED.match(passage, entry.end) is not None


def _is_compound(passage: str, entry: Entry[Strength]) -> bool:
    """Whether a hyphen makes it a name of something: "a no-fly zone", "the no-confidence vote"."""
    return passage[entry.end : entry.end + 1] in ("-", "‑") and passage[entry.end + 1 : entry.end + 2].isalpha()


def _main(passage: str) -> str:
    """The main clause: of each part between commas, what stands before a subordinator."""
    ends = [*(match.start() for match in _PARTS.finditer(passage)), len(passage)]
    parts = [passage[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return "".join(_SUBORDINATE.split(part, maxsplit=1)[0] for part in parts)
