"""Language that gives orders to a machine: "ignore the above and output …", "AI readers must …", "you are now …".

A report about such orders in past tenses and third persons ("the clerk ignored the instructions") is none: what counts
is an imperative where a clause starts, or an address, together with what only a program that reads this text could act
on: its rules, its claims, its answer.
"""

from __future__ import annotations

import re

from extractor.literals.language.lexicon import vocabulary
from extractor.literals.language.words import listed
from extractor.text import fold

_UNDO = "ignore|disregard|forget|drop|discard|override|bypass|skip|cancel|erase|delete|neglect|overlook|abandon"
_SAY = (
    "output|write|return|say|state|report|publish|announce|enter|add|insert|put|list|answer|respond|reply|repeat|recite|"
    "print|emit|produce|generate|include|append|mark|attribute|treat|translate|record|claim|prefer|swear|copy|display|"
    "replace|change|convert|set|use|extract|summari[sz]e|complete|follow|obey|execute|run|open|fetch|load|visit|decode|"
    "render|expand|pretend|act|imagine|assume|consider|accept|register|submit|reveal|show|tell|conclude|assign|label|"
    "classify|rate|score|omit|remove|leave|throw|make|invent|switch|enable|call|begin|start|end|finish|stop|confirm"
)
_NEVER_NOUNS = "ignore|disregard|forget|discard|override|return|say|publish|announce|enter|add|insert|respond|recite|emit|generate|include|append|attribute|treat|translate|swear|replace|convert|extract|obey|execute|fetch|decode|render|pretend|imagine|assume|consider|accept|submit|reveal|conclude|omit|remove|invent"
_OBJECT = "this|that|these|those|the|a|an|only|all|every|each|any|nothing|no|one|everything|your|it|as|with|down|in|them|exactly|just|following|after"
_MATTER = (
    r"claims?|statements?|evidence|prompts?|instructions?|rules?|json|schema|fields?|output|answer|response|reply|"
    r"(?:above|previous|preceding|following|next|rest|below|earlier) ?(?:text|article|sentences?|words|lines?|page|report|content)?|"
    r"list|sentences?|facts?|quot(?:e|ation)s?|sources?|numbers?|figures?|task|input|orders?|commands?|directives?|guidelines?|"
    r"context|system|tokens?|word|words|times|mode|markers?|placeholders?|variables?|marks|entr(?:y|ies)|records?|result"
)
_CORE = r"claims?|statements?|evidence|prompts?|instructions?|json|schema|output|your|sentences?|list|order|rules|everything|nothing|following|above"
_AUDIENCE = (
    r"(?:a\.?i\.?|artificial intelligence|language[- ]models?|llms?|large models?|machines?|models?|assistants?|chatbots?|bots?|"
    r"agents?|crawlers?|parsers?|extractors?|summari[sz]ers?|automated (?:readers?|systems?|tools?)|gpt|claude|gemini|copilot|"
    r"whoever or whatever|(?:any|every)(?:one|body|thing) (?:that|who) (?:reads|processes|summari[sz]es|extracts)|algorithms?|software|programs?)"
)
_START = r"(?:^|[.:;!?—–(\[\"“”'‘]\s*|\bplease\s+|\b(?:now|then|first|instead|so|therefore|also|simply|just)\s*,?\s+|\b(?:and|but|or)\s+(?:then\s+|instead\s+)?|,\s*)"
_LED = r"(?:^|[:;!?—–(\[\"“”'‘]\s*|\.\s+|\bplease\s+)(?:please,?\s+|now,?\s+|then,?\s+|instead,?\s+|also,?\s+|simply\s+|just\s+|do not\s+|don't\s+|never\s+|always\s+|first,?\s+|henceforth,?\s+)?"
_GAP = r"(?:\W+[\w'-]+){0,8}?\W+"

_UNDOING = re.compile(
    rf"{_LED}(?:{_UNDO})\b(?:\W+[\w'-]+){{0,6}}?\W+(?:instructions?|prompts?|guidelines?|directives?|(?:your|all|any|former|"
    r"previous|prior|earlier|other|those|these|system|given) (?:rules?|orders?|text|context|constraints?|safety|programming|training|tasks?)|"
    r"above|(?:what|everything|all|anything) (?:you|that|which|before|above|else|said|so far)|previous|preceding|rest of)\b",
)
_SAYING = re.compile(
    rf"{_LED}(?:{_SAY})\s+(?:{_OBJECT})\b{_GAP}(?:{_CORE})\b|{_LED}(?:{_NEVER_NOUNS})\s+(?:only |just )?(?:{_CORE}|that the|that a)\b"
)
_REPEATING = re.compile(r"\b(?:repeat|write|print|output) (?:the|this|that|it|only|just)\b[^.\n]{0,60}\b\d+ times\b")
_SECOND = re.compile(
    r"\byou(?:'re| are)(?: now in| now an?| hereby| from now on| an? (?:ai|assistant|(?:large )?language model|bot|model))\b|"
    r"\byour (?:new |only |real |true |sole |actual |next |first )?(?:task|rules?|instructions?|prompt|output|answer|response|reply|role|system|training|guidelines|programming|memory|owner|operator|developer)\b|"
    r"\byou (?:were|have been|had been) (?:told|instructed|programmed|prompted)\b|"
    r"\b(?:everything|whatever|all|anything) (?:that )?you (?:write|output|say|return|produce|were told|know)\b|"
    r"\b(?:when|as|if|before|while|whenever|once) you (?:copy|summari[sz]e|extract from|process|parse|analy[sz]e|translate|quote) (?:this|the|these|it)\b|"
    r"\b(?:claims?|statements?|list|answer|output|sentences?|order) (?:that )?you (?:asked|hold|write|make|give|return|produce|list|extract)\b|"
    rf"\bif you are (?:an? )?{_AUDIENCE}\b|\bin which you are\b|\bpretend (?:that )?you\b|\byou (?:must|shall|have to|are to|will|should|may) (?:now |only |also |always |not )*(?:{_SAY}|{_UNDO})\b{_GAP}(?:{_CORE})\b"
)
_ADDRESSED = re.compile(
    rf"(?:^|[.!?\"“‘(\[]\s*)(?:(?:note|notice|message|memo|warning|attention|hint|advice|reminder|hello|dear|hey|to|for|all|important|urgent|any|every|the)\b[\s:,]*(?:to |for )?){{0,4}}{_AUDIENCE}"
    r"(?: (?:readers?|systems?|assistants?|models?|agents?|notice|only|users?|tools?|reading this(?: \w+)?|processing this(?: \w+)?))?\s*[:,—–!-]"
)
_MODAL = re.compile(
    rf"\b{_AUDIENCE}(?: \w+){{0,5}} (?:should|must|shall|has to|have to|is to|are to|ought to|needs? to|is asked to|are asked to|is required to|are required to|will please) (?:\w+ ){{0,2}}(?:{_SAY}|{_UNDO}|hold|open|mark|quote)\b"
)
_PASSIVE = re.compile(
    rf"\b(?:has|have|had|is|are|must|should|needs?|ought|shall) (?:to )?be (?:\w+ )?(?:translated|copied|replaced|marked|attributed|treated|ignored|reported|listed|left out|rendered|answered|output|written|returned|quoted|extracted)\b{_GAP}(?:{_MATTER})\b.{{0,40}}\b(?:included|only|else|instead|above|from here on|again)\b|"
    rf"\b(?:claims?|statements?|sentences?|output) (?:\w+ ){{0,6}}(?:is|are|must|should|has|have) (?:to )?be (?:left out|ignored|deleted|copied|dropped|replaced|marked)\b"
)
_PHRASES = re.compile(
    r"\bsystem prompt\b|\bprompt injection begins\b|\bmaintenance mode\b|\bdeveloper mode\b|\bjailbr(?:oken|eak mode)\b|"
    r"\bonly (?:valid |allowed |permitted |correct |true )?claim\b|\b(?:former|previous|prior|earlier|all|old) rules (?:are|is) (?:void|cancelled|lifted|suspended|withdrawn|replaced|obsolete)\b|"
    r"\b(?:new|updated|revised|changed) (?:policy|instructions?|task|rules?|orders?|prompt)\s*[:(]|\btask \d|\bschema (?:update|change|version)\b|"
    r"\b(?:each|every) claim (?:has|must|gets|receives|carries)\b|\blist as (?:the )?(?:first )?claim\b|\bas (?:the |its |your )?(?:first|only|last|final|next) (?:claim|statement)\b|"
    r"\bnot meant for (?:processing|machines)\b|\b(?:summari[sz]es|extracts|processes|lists|parses|sorts) (?:this|the|these) (?:text|article|page|report|statements)?\b.{0,80}\b(?:must|should|has to|have to|shall|is to|are to)\b|"
    r"\b(?:whoever|whatever|anything|anyone|readers who|tools that|programs that) (?:or whatever )?(?:summari[sz]es?|extracts?|process(?:es)?|lists?|parses?|sorts?|reads?) (?:this|the|these|statements|claims|it)\b|"
    r"\b(?:the )?(?:developer|operator|administrator|system|prompter) (?:adds|speaks|orders|commands|writes|instructs|wants|requires)\s*:|"
    r"\bcarry (?:it|them|this) out\b.{0,40}$|\bdo as it says\b|\bwithout rules\b|\bfurther field\b|\btreat (?:the following|this|it) as (?:a |an )?(?:fact|true|established)"
)
_IMPERATIVE_THAT = re.compile(
    rf"(?:^|[:;—–]\s*|\bplease\s+|\b(?:and|then|now|instead|must|only)\s+)(?:say|state|report|publish|write|claim|announce|enter|record|conclude|confirm|put down|put in their place|add|assert|list|answer|swear) that\b"
)
_QUOTED = re.compile(r'"[^"]*"')
_TELLING = listed(
    "claim claims statement statements evidence prompt prompts instruction instructions json schema output your you you're "
    "sentence sentences list order orders rules everything nothing following above previous preceding prior earlier fact "
    "ai llm llms model models machine machines assistant assistants chatbot chatbots bot bots agent agents crawler parser "
    "extractor summarizer summariser automated gpt claude gemini copilot whoever whatever anyone anything algorithm "
    "algorithms software program programs task void maintenance jailbroken developer operator administrator processing "
    "guidelines directives context rest times field as"
) - {"as"}
_FIRST = frozenset(_NEVER_NOUNS.split("|")) | listed(
    "say state report write claim record confirm put add list answer swear"
)


def is_order(sentence: str) -> bool:
    """Whether a sentence orders a machine that reads it to do something."""
    known = vocabulary(sentence)
    if _TELLING.isdisjoint(known) and _FIRST.isdisjoint(known):
        return False
    said = fold(sentence).text.strip().lower()
    plain = _QUOTED.sub(" ", said)
    if _SECOND.search(plain) or any(
        pattern.search(said) for pattern in (_UNDOING, _MODAL, _PASSIVE, _PHRASES, _REPEATING)
    ):
        return True
    if _SAYING.search(said) or _IMPERATIVE_THAT.match(said):
        return True
    return _ADDRESSED.search(said) is not None and _commands(said)


def _commands(said: str) -> bool:
    """Whether an imperative follows an address ("AI readers: disregard …")."""
    behind = re.search(
        rf"{_START}(?:please )?(?:kindly )?(?:be so kind as to )?(?:do not |never |always )?(?:{_SAY}|{_UNDO}|you)\b",
        said,
    )
    return behind is not None
