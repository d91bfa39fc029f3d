"""The verbs that English news writing attributes with: what each takes behind it, and its forms.

Closed lists made for this project, grouped by what a verb takes as its content, after the classes of communication,
judgement, desire and conjecture verbs of English grammar. Inflections are generated; irregular ones are listed.
"""

from __future__ import annotations

from typing import Literal

from extractor.literals.language.words import listed

Frame = Literal["say", "tell", "think", "show", "ask", "urge", "vow", "judge", "call", "topic"]
"""What a verb takes: "say" a clause or a quotation, "tell" a person before it, "think" a clause that nobody need have
uttered, "show" a clause by a document, "ask" a question, "urge" someone to do, "vow" to do, "judge" someone for
something, "call" someone something, "topic" what is spoken of."""

_FRAMES: dict[Frame, str] = {
    "say": (
        "say state note add remark comment explain write post tweet announce declare argue insist stress emphasize "
        "emphasise observe point recall continue joke respond reply reiterate repeat caution warn indicate signal "
        "testify conclude contend maintain assert quip stipulate proclaim predict forecast estimate calculate reckon "
        "confirm acknowledge admit concede deny allege claim report suggest hint imply reveal disclose recount relate "
        "opine muse lament complain boast brag counter retort protest object swear attest affirm reaffirm clarify "
        "elaborate interject exclaim shout yell scream whisper mutter chant speculate theorize posit tease summarize "
        "agree disagree charge confess vent gush insinuate specify underscore underline decree propose recommend "
        "pronounce chime rejoin answer reason venture surmise retweet exult fume intone scoff grumble "
        "chuckle concur vow promise "
        "pledge threaten demand urge worry dismiss reject denounce call read"
    ),
    "tell": "tell inform notify assure remind advise convince persuade alert reassure",
    "think": "think believe suspect assume fear hope worry wonder anticipate expect presume foresee learn",
    "show": "show find indicate suggest reveal conclude estimate project",
    "ask": "ask inquire question request wonder",
    "urge": (
        "urge order demand call press push encourage implore instruct exhort ask tell warn advise request beg plead"
    ),
    "vow": "vow promise pledge offer refuse decline hope",
    "judge": (
        "criticize criticise condemn denounce blast slam assail mock praise applaud hail laud commend blame "
        "accuse thank congratulate ridicule rebuke chastise chide scold defend reject decry deride deplore bash "
        "berate lambaste tout fault castigate excoriate admonish belittle disparage skewer taunt question"
    ),
    "call": "call describe portray label brand dub characterize characterise cast liken deem view refer see",
    "topic": (
        "discuss talk mention cite quote highlight outline reference explain underscore acknowledge announce reiterate "
        "stress emphasize note tout propose list claim warn allege describe question lament declare point respond "
        "suggest dispute refute"
    ),
}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "show": "shows showed shown showing",
    "find": "finds found finding",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "forecast": "forecasts forecast forecasting",
    "swear": "swears swore sworn swearing",
    "understand": "understands understood understanding",
    "read": "reads read reading",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "seek": "seeks sought seeking",
    "choose": "chooses chose chosen choosing",
    "cast": "casts cast casting",
    "speak": "speaks spoke spoken speaking",
    "lay": "lays laid laying",
    "agree": "agrees agreed agreeing",
    "disagree": "disagrees disagreed disagreeing",
    "prove": "proves proved proven proving",
    "decree": "decrees decreed decreeing",
    "signal": "signals signaled signalled signaling signalling",
}
_DOUBLED = listed("admit quip plan brag commit beg pan dub refer rip snap")
"""Verbs whose last consonant doubles before -ed and -ing."""


def inflections(verb: str) -> list[str]:
    """Return the forms of a verb, the plain one first."""
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb in _DOUBLED:
        return [verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb.removesuffix("e")
    sibilant = verb.endswith(("s", "sh", "ch", "x", "z"))
    return [verb, verb + ("es" if sibilant else "s"), stem + "ed", stem + "ing"]


def _frames() -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for frame, verbs in _FRAMES.items():
        for form in (form for verb in verbs.split() for form in inflections(verb)):
            found[form] = (*found.get(form, ()), frame)
    return found


FRAMES = _frames()
"""Each inflected verb, and the frames it stands in."""

LEMMA = {form: verb for verbs in _FRAMES.values() for verb in verbs.split() for form in inflections(verb)}
"""The plain form of each inflected verb."""
