"""Whether a verb attributes what stands beside it: which kinds of words can be a content of what it means."""

from __future__ import annotations

from extractor.literals.attribution.complements import Follows
from extractor.literals.attribution.sources import is_document
from extractor.literals.attribution.verbs import FRAMES, LEMMA, Frame
from extractor.literals.language.words import listed

_ACCEPTED: dict[Frame, frozenset[str]] = {
    "say": listed("quote that clause question end comma place"),
    "tell": listed("quote that clause question noun of place end comma"),
    "think": listed("that clause"),
    "show": listed("that clause"),
    "ask": listed("quote question noun end comma place"),
    "urge": listed("quote that for on"),
    "vow": listed("that clause quote"),
    "judge": listed("noun of for clause that question"),
    "call": listed("as quote"),
    "topic": listed("noun of clause question as about"),
}
"""What follows a verb of each frame, or does not, where it attributes."""
_WITH_NOUN = listed("say add write call deem label brand dub urge demand order ask")
_TO_SOMEONE = listed(
    "urge ask call order implore instruct exhort warn advise encourage beg request tell press push say"
)
_TO = listed("vow promise pledge offer refuse decline hope refer point")
_WITH_CLAUSE = listed("say tell think show")


def attributes(word: str, follows: Follows, source: str, *, subject: bool) -> bool:
    """Return whether a verb attributes what follows it, or what stands before its source.

    Args:
        word: The verb, in lower case.
        follows: What stands behind it.
        source: The words of its source.
        subject: Whether the words behind the verb start with a pronoun that can only be a subject.
    """
    lemma, frames = LEMMA[word], FRAMES[word]
    if follows == "someone to":
        return lemma in _TO_SOMEONE or "judge" in frames
    if follows == "to":
        return lemma in _TO
    if any(follows in _ACCEPTED[frame] for frame in frames):
        return True
    if follows != "noun":
        return False
    document = "show" in frames and is_document(source)
    return document or lemma in _WITH_NOUN or (subject and not _WITH_CLAUSE.isdisjoint(frames))
