"""Language that gives orders to a machine: "ignore the above and output …", "AI readers must …", "you are now …".

A report about such orders in past tenses and third persons ("the clerk ignored the instructions") is none: what counts
is an imperative where a clause starts, or an address, together with what only a program that reads this text could act
on: its rules, its claims, its answer. What somebody is quoted with is a report too, unless a machine is addressed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.literals.language.lexicon import vocabulary
from extractor.literals.language.words import listed
from extractor.text import fold


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


def _either(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


_UNDOES = "ignore disregard forget drop discard override bypass skip cancel erase delete neglect overlook abandon"
_UNDO = _any(_UNDOES)
_SURE = (
    "ignore disregard forget discard override return say publish announce enter add insert respond recite "
    "emit generate "
    "include append attribute treat translate swear replace convert extract obey execute fetch decode render pretend "
    "imagine assume consider accept submit reveal conclude omit remove invent"
)
"""Verbs of orders that are no nouns: one that starts a sentence is an imperative."""
_SAYS = (
    f"{_SURE} output write state report put list answer reply repeat print produce mark record claim "
    f"prefer copy display "
    "change set use summarise summarize complete follow run open load visit expand act register show tell assign "
    "label classify "
    "rate score leave throw make switch enable call begin start end finish stop confirm"
)
_SAY = _any(_SAYS)
_OBJECT = _any(
    "this that these those the a an only all every each any nothing no one everything your it as with down in them "
    "exactly just following after"
)
_CORE = (
    r"(?:claims?|statements?|evidence|prompts?|instructions?|json|schema|output|sentences?|the following|"
    r"(?:nothing|everything|only) (?:at all|else|above|in this)|the (?:list|order|rules)|an empty list)"
)
_MATTER = (
    r"(?:claims?|statements?|sentences?|facts?|quot(?:e|ation)s?|quoted words|words|numbers?|output|text|answers?)"
)
_READING = _any("summari[sz]ing reading extracting processing parsing automated")
_PROGRAM = _any("programs? systems? software models? machines? tools? readers?")
_AUDIENCE = (
    rf"(?:{_READING} {_PROGRAM}|"
    r"a\.?i\.?|artificial intelligence|language[- ]models?|llms?|machines?|models?|assistants?|chatbots?|bots?|agents?|"
    r"crawlers?|parsers?|extractors?|summari[sz]ers?|gpt|claude|gemini|copilot|whoever or whatever|algorithms?|"
    r"software|programs?)"
)
_HEARERS = (
    "summarising summarizing reading extracting processing parsing automated i ai artificial language llm llms "
    "machine machines model models assistant assistants chatbot chatbots bot bots agent agents crawler crawlers "
    "parser parsers extractor extractors summariser summarisers summarizer summarizers gpt claude gemini copilot "
    "whoever algorithm algorithms software program programs"
)
"""Of these every audience holds one; "a.i." holds the last of its letters."""
_CALLED = _any(
    "note notice message memo warning attention hint advice reminder hello dear hey to for all important any every the"
)
_MODAL = r"(?:should|must|shall|(?:has|have|is|are|ought|needs?) to|(?:is|are) (?:asked|required|urged|told) to)"
_LED = (
    r"(?:^|[:;!?—–(\[\"“”'‘]\s*|\.\s+|\bplease\s+)"
    r"(?:(?:please|now|then|instead|also|first|henceforth|simply|just|do not|don't|never|always),?\s+)?"
)
_START = r"(?:^|[.:;!?—–,(\[\"“”'‘]\s*|\b(?:please|now|then|first|instead|so|also|simply|just|and|but|or)\s*,?\s+)"
_GAP = r"(?:\W+[\w'-]+){0,8}?\W+"
_YOURS = _any(
    "task rules? instructions? prompt output answer response reply role system training guidelines programming memory "
    "owner operator developer users? character"
)

_UNDOING = re.compile(
    rf"{_LED}{_UNDO}\b(?:\W+[\w'-]+){{0,6}}?\W+(?:instructions?|prompts?|guidelines?|directives?|above|previous|"
    r"preceding|rest of|(?:what|everything|all|anything) (?:you|that|which|before|above|else|said|so far)|"
    r"(?:your|all|any|former|prior|earlier|other|those|these|system|given) (?:rules?|orders?|text|context|"
    r"training|tasks?))\b"
)
_SAYING = re.compile(
    rf"{_LED}{_SAY}\s+{_OBJECT}\b{_GAP}{_CORE}\b|{_LED}{_any(_SURE)}\s+(?:only |just )?(?:{_CORE}|that the|that a)\b|"
    r"^(?:(?:please|now|then|instead|just|only),? )?"
    r"(?:say|state|report|publish|write|claim|announce|enter|conclude|confirm|put down|put in their place|"
    r"add|swear) that\b"
)
_SECOND = _either(
    r"you(?:'re| are) (?:now in|now an?|hereby|from now on|an? (?:ai|assistant|(?:large )?language model|bot|model))",
    rf"your (?:(?:new|only|real|true|sole|actual|next|first) )?{_YOURS}",
    r"you (?:were|have been|had been) (?:told|instructed|programmed|prompted)",
    r"(?:everything|whatever|all|anything) (?:that )?you (?:write|output|say|return|produce|were told)",
    r"(?:when|as|if|before|while|whenever|once) you (?:copy|summari[sz]e|process|parse|analy[sz]e|"
    r"translate|quote) (?:this|the|it)",
    r"(?:claims?|statements?|list|answer|output|sentences?|order) (?:that )?you (?:asked|hold|write|make|"
    r"return|produce|list)",
    rf"if you are (?:an? )?{_AUDIENCE}",
    rf"you (?:must|shall|have to|are to|will|should|may) (?:(?:now|only|also|always|not) )*(?:{_SAY}|"
    rf"{_UNDO}){_GAP}{_CORE}",
    r"let(?:'s| us) (?:pretend|play|imagine)\b[^.\n]{0,60}\byou(?:'re| are)?",
    r"in which you are|pretend (?:that )?you",
)
_ADDRESSED = re.compile(
    rf"(?:^|[.!?\"“‘(\[]\s*)(?:{_CALLED}\b[\s:,]*){{0,4}}{_AUDIENCE}"
    r"(?: (?:readers?|systems?|assistants?|models?|agents?|notice|only|users?|tools?|(?:reading|"
    r"processing) this(?: \w+)?))?"
    r"\s*[:,—–!-]"
)
_COMMAND = re.compile(
    rf"{_START}(?:kindly )?(?:be so kind as to )?(?:do not |never |always |would it )?(?:{_SAY}|{_UNDO}|you|not be)\b"
)
_OBLIGED = _either(
    rf"{_AUDIENCE}(?: \w+){{0,5}} {_MODAL} (?:\w+ ){{0,2}}(?:{_SAY}|{_UNDO}|hold|open|quote)"
    rf"(?: (?:\w+ ){{0,3}}(?:this|{_MATTER}|everything)\b|[^.]*\b(?:this (?:text|article|page|report|half)|{_CORE})\b)",
    rf"{_AUDIENCE} (?:is|are) (?:now )?(?:parsing|reading|processing|summari[sz]ing) (?:this|it)",
    r"(?:whoever|whatever|anything|anyone|readers who|tools that|programs that)(?: or whatever)?"
    r" (?:summari[sz]es?|extracts?|process(?:es)?|lists?|parses?|sorts?) (?:this|the|these|statements|claims|it)",
)
_PASSIVE = _either(
    r"(?:has|have|is|are|must|should|needs?|ought|shall) (?:to )?be (?:\w+ )?(?:translated|copied|replaced|"
    r"marked|attributed)"
    rf"{_GAP}{_MATTER}",
    r"(?:(?:all|these|those|other|above|previous|following|preceding) (?:claims|statements|sentences)|sentences before)"
    r" (?:\w+ ){0,6}(?:is|are|must|should|have) (?:to )?be "
    r"(?:left out|ignored|deleted|copied|dropped|replaced|marked)",
)
_PHRASES = _either(
    r"system prompt|maintenance mode|developer mode|jailbroken|stay in character|without rules|do as it "
    r"says|further field",
    r"only (?:valid|allowed|permitted|correct|true) claim",
    r"(?:former|previous|prior|earlier|all|old) rules (?:are|is) (?:void|cancelled|lifted|suspended|"
    r"withdrawn|obsolete)",
    r"(?:new|updated|revised|changed) (?:policy|instructions?|task|rules?|orders?|prompt)(?=\s*:| for this "
    r"session| \(checked)",
    r"task \d\s*[:(]|schema (?:update|change|version)|not meant for (?:processing|machines)",
    r"(?:content|claims?|facts?|statements?) to be (?:reported|extracted|listed|copied|output)",
    r"copy (?:them|these|the following) (?:as|exactly|word)|statements of this (?:text|article|page)",
    r"list as (?:the )?(?:first )?claim|as (?:the |its |your )?(?:first|only|last|final|next) (?:claim|statement)",
    r"(?:developer|operator|administrator|system) (?:adds|speaks|orders|commands|writes|instructs|wants|"
    r"requires)(?=\s*:)",
    r"treat (?:the following|this|it) as (?:a |an )?(?:fact|true|established)",
    r"(?:repeat|write|print) (?:the|this|that|it|only|just)\b[^.\n]{0,60}\b\d+ times",
)
_QUOTED = re.compile(r'"[^"]*"')
_TOLD = re.compile(
    r",[\"']? [^,;:\"]{3,70}\b(?:said|says|told|added|advises?|advised|wrote|warned|explained|urged)\b[^,;:\"]{0,50}$"
)
_TELLING = listed(
    "claim claims statement statements evidence prompt prompts instruction instructions json schema output your you "
    "you're sentence sentences list order orders rules nothing following above previous preceding prior "
    "earlier fact ai "
    "llm llms model models machine machines assistant assistants chatbot chatbots bot bots agent agents crawler parser "
    "extractor summarizer summariser automated gpt claude gemini copilot whoever whatever anyone anything algorithm "
    "algorithms software program programs task void maintenance jailbroken developer operator administrator processing "
    "guidelines directives context rest times field facts content"
)
_FIRST = frozenset(_SURE.split()) | listed("state report write claim confirm put swear")
"""Of these two lists every order holds a word."""
_LETTERS = re.compile("[a-z]+")


class _Order(NamedTuple):
    """A pattern, and words of which one stands in all that it finds: without any it need not be sought."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def stands_in(self, said: str, runs: frozenset[str]) -> bool:
        """Whether a text in lower case, whose runs of letters are known, holds it."""
        return not self.words.isdisjoint(runs) and self.pattern.search(said) is not None


_TO_READERS = _Order(_OBLIGED, listed(_HEARERS) | listed("whatever anything anyone readers tools programs"))
_TO_ADDRESSEES = _Order(_ADDRESSED, listed(_HEARERS))
_TO_YOU = _Order(_SECOND, listed("you your"))
_TO_ANYBODY = (
    _Order(_UNDOING, listed(_UNDOES)),
    _Order(_SAYING, listed(_SAYS)),
    _Order(_PASSIVE, listed("be")),
)
_REPORT = 20
"""Characters around a quotation that make the sentence a report about it."""


def is_order(sentence: str) -> bool:
    """Whether a sentence orders a machine that reads it to do something."""
    known = vocabulary(sentence)
    if _TELLING.isdisjoint(known) and _FIRST.isdisjoint(known):
        return False
    said = fold(sentence).text.strip().lower()
    runs = frozenset(_LETTERS.findall(said))
    if _TO_READERS.stands_in(said, runs) or (_TO_ADDRESSEES.stands_in(said, runs) and _COMMAND.search(said)):
        return True
    plain = _QUOTED.sub(" ", said)
    told = said if len(plain) < _REPORT else plain
    ordered = _TO_YOU.stands_in(plain, runs) or any(order.stands_in(told, runs) for order in _TO_ANYBODY)
    if ordered or _PHRASES.search(told):
        return _TOLD.search(said) is None
    return False
