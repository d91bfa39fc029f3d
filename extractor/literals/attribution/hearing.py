"""The cues of one sentence: verbs, "according to", and nouns that take "that …", each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.literals.attribution.complements import Complement
from extractor.literals.attribution.contents import Contents
from extractor.literals.attribution.cues import ACCORDING, ACT_OF, CUE_WORDS, NOUN_ACT, REJECTING, act_of
from extractor.literals.attribution.deciding import attributes
from extractor.literals.attribution.extents import Heard
from extractor.literals.attribution.groups import Group
from extractor.literals.attribution.tagging import NOUNS_TOO, TIME_WORDS
from extractor.literals.attribution.verbs import LEMMA
from extractor.literals.language.words import listed
from extractor.text import Range

_MOST, _MOST_WORDS = 60, 240
"""Most cues of one sentence, and words that can be one; what has more is a list of words."""
_FIRST_PERSON = listed("we i")
_OF_ONESELF = listed("estimate believe expect predict")
"""What a speaker does himself inside a quotation, so that it is his act: "we estimate that …"."""
_PARTICLES = listed("for about on")
"""Prepositions that belong to the cue: "called for", "talked about"."""
_UNDOUBTED = listed("that quote question to about as")
"""What follows a verb only, where its form is mostly a noun."""
_ANSWERING = listed("comment answer respond say discuss elaborate speak")
_INFORMING = listed("inform notify alert")
_QUOTING = listed("quoted quotes cited cites")
_NOBODY = listed("nobody none noone nothing neither no")
_NO = listed("no any without false")
_POSSESSIVES = listed("his her their its our my")
_CONDITIONS = listed("if unless whether had")
_SUBJECTS = listed("he she they we i there")
_FAR, _MOST_VERBS = 40, 6
"""Tokens, and verbs among them, that the source of a clause before is sought in."""


class Hearing(Contents):
    """One sentence and its cues."""

    def heard(self) -> list[Heard]:
        """Every cue with its source, in text order."""
        found: list[Heard] = []
        words = [i for i, word in enumerate(self.words) if word in CUE_WORDS]
        for i in words[:_MOST_WORDS]:
            taken = bool(found) and i <= found[-1].last
            if taken or self.tokens[i].start < self.label_end or len(found) >= _MOST:
                continue
            if (one := self._at(i, found)) is not None:
                found.append(one)
        return found

    def _at(self, i: int, before: Sequence[Heard]) -> Heard | None:
        word = self.word(i)
        if word in ACCORDING:
            return self._according(i)
        if word in ACT_OF and (self.tag(i) != "N" or i == 0) and (verb := self._verb(i, before)) is not None:
            return verb
        return self._claim(i) if word in NOUN_ACT else None

    def _according(self, i: int) -> Heard | None:
        for phrase in ACCORDING[self.word(i)]:
            last = i + phrase.count(" ")
            if " ".join(self.words[i : last + 1]) == phrase and (source := self.behind(last + 1)) is not None:
                opens = i == self.index(self.floor(i)) or self.tag(i - 1) in "CW"
                source = source if opens else self.extended(source)
                return Heard(i, last, source, act_of(phrase), "according", last + 1)
        return None

    def _claim(self, i: int) -> Heard | None:
        """A noun that attributes "that …": "his claim that …", "despite predictions that …"."""
        if i == 0 or self.word(i + 1) != "that" or self.tag(i + 2) == "V" or self.quotation(i) is not None:
            return None
        if not _NO.isdisjoint(self.words[max(0, i - 3) : i]) or self._is_subject_noun(i):
            return None
        return Heard(i, i, self._possessor(i), NOUN_ACT[self.word(i)], "claim", i + 2)

    def _is_subject_noun(self, i: int) -> bool:
        """Whether a noun starts its clause: of "Claims that … are false" nobody can tell where the claim ends."""
        k = i - 1
        while k >= 0 and self.tag(k) in "DxN":
            k -= 1
        return k < self.index(self.floor(i)) or self.tag(k) in ",.QSC"

    def _possessor(self, i: int) -> Range | None:
        """Whose claim it is: "his", "Lind's", up to three words before the noun."""
        for k in range(i - 1, max(-1, i - 4), -1):
            if self.word(k) in _POSSESSIVES:
                return self.place(k, k)
            if self.word(k).endswith("'s") and self.tokens[k].is_name:
                first = k
                while first > 0 and self.tag(first - 1) in "ND":
                    first -= 1
                return self.place(first, k)
        return None

    def _verb(self, i: int, before: Sequence[Heard]) -> Heard | None:
        quoted = self.quotation(i) is not None
        if quoted and self.words[i] not in _OF_ONESELF:
            return None
        group = self.group(i)
        if group is None or group.negated or group.form == "to" or self._is_supposed(group.first):
            return None
        if group.form == "passive" and self.word(group.head + 1) != "by":
            return None
        complement = self.follows(group)
        if self._is_noun(group, complement) or self._governs_claim(i):
            return None
        if quoted:
            return self._of_oneself(group, complement)
        if group.form == "passive":
            return self._passive(group, complement)
        return self._active(group, complement, before)

    def _active(self, group: Group, complement: Complement, before: Sequence[Heard]) -> Heard | None:
        inverted = self._inverted(group, complement)
        source, runs_on = self._source(group, before) if inverted is None else (inverted, False)
        if source is None or self._is_nobody(source, complement) or self._is_number(source):
            return None
        speaks = not {"say", "tell", "ask"}.isdisjoint(self.frames(group.head))
        if speaks and (inverted or self.trails(source, group, complement)):
            complement = Complement("end", complement.start)
        if self._is_deed(group, complement) or (self.word(group.head) == "read" and complement.kind != "quote"):
            return None
        if self._quotes(group):
            complement = Complement("clause", group.head + 1)
        says, subject = self.sentence[slice(*source)], self._is_subject(complement.start)
        attributing = attributes(self.word(group.head), complement.kind, says, subject=subject)
        if not attributing and not self._ends_sentence(group, complement, source):
            return None
        particle = complement.kind in _PARTICLES and complement.start - 2 == group.head
        last = complement.start - 1 if particle else self.second_verb(group.head)
        act = act_of(" ".join(self.words[group.head : last + 1]))
        kind = "inverted" if inverted else complement.kind
        return Heard(group.first, last, source, act, kind, complement.start, runs_on)

    def _is_deed(self, group: Group, complement: Complement) -> bool:
        """Whether a verb tells what one did and not what he said: "disputed the findings", "declined to comment"."""
        if complement.kind == "to":
            return ACT_OF[self.word(group.head)] == "declined" and self.word(complement.start + 1) in _ANSWERING
        rejects = self.word(group.head) in REJECTING or LEMMA[self.word(group.head)] in _INFORMING
        return rejects and complement.kind == "noun" and not self._counts(complement.start)

    def _counts(self, k: int) -> bool:
        """Whether a number stands in the phrase that starts at token ``k``."""
        return any(word[:1].isdigit() for word in self.words[k : k + 6]) and self.word(k) != "the"

    def _ends_sentence(self, group: Group, complement: Complement, source: Range) -> bool:
        """Whether a verb of thinking or showing ends the sentence that it carries: "…, experts believe"."""
        carries = not {"think", "show"}.isdisjoint(self.frames(group.head)) and complement.kind == "end"
        comma = self.index(source[0]) - 1
        return carries and self.tag(comma) in ",Q" and self.has_verb(self.floor(group.first), self.tokens[comma].start)

    def _is_supposed(self, first: int) -> bool:
        """Whether a clause only supposes its saying: "if Lee said …"."""
        for k in range(first - 1, max(-1, first - 6), -1):
            if self.word(k) in _CONDITIONS:
                return True
            if self.tag(k) in "V,.QW":
                return False
        return False

    def _is_noun(self, group: Group, complement: Complement) -> bool:
        """Whether a form that is more often a noun is one here."""
        if self.word(group.head) not in NOUNS_TOO or complement.kind in _UNDOUBTED:
            return False
        opening = self.tag(complement.start) in "DRN" or self.word(complement.start).isdigit()
        if complement.kind == "end" and self.tag(group.head - 1) in "xN" and self._closes_sentence(group.head):
            return False
        return not opening and self.tag(group.head - 1) not in "RWA" and group.first == group.head

    def _closes_sentence(self, head: int) -> bool:
        """Whether a subject behind a comma and a verb are all that is left: "…, a report by the council [shows]"."""
        if self.word(head + 1) not in {".", ""}:
            return False
        k = head - 1
        while k > 0 and self.tag(k) in "DxNP":
            k -= 1
        return self.tag(k) in ",Q" and self.has_verb(self.floor(head), self.tokens[k].start)

    def _governs_claim(self, head: int) -> bool:
        """Whether what follows is about a claim: "rejected claims that …" does not say what the claim says."""
        return "that" in self.words[head + 2 : head + 5] and any(
            self.word(k) in NOUN_ACT and self.word(k + 1) == "that" for k in range(head + 1, head + 4)
        )

    def _is_nobody(self, source: Range, complement: Complement) -> bool:
        first = self.index(source[0])
        return self.word(first) in _NOBODY or (self.word(first - 1) == "what" and complement.kind != "quote")

    def _is_number(self, source: Range) -> bool:
        """Whether a mention is no more than a number: "gained 9 points" says nothing."""
        return not any(sign.isalpha() for sign in self.sentence[slice(*source)])

    def _is_subject(self, k: int) -> bool:
        return self.word(k) in _SUBJECTS and self.tag(k + 1) not in ".,"

    def _of_oneself(self, group: Group, complement: Complement) -> Heard | None:
        """What a speaker does himself inside a quotation: an outer voice has the rest."""
        source = self.before(group.first)
        if source is None or group.form != "finite":
            return None
        if self.sentence[slice(*source)].lower() not in _FIRST_PERSON or complement.kind not in {"that", "clause"}:
            return None
        act = ACT_OF[self.word(group.head)]
        return Heard(group.first, group.head, source, act, complement.kind, complement.start)

    def _passive(self, group: Group, complement: Complement) -> Heard | None:
        """For "was told by the police that …": the one behind "by" speaks."""
        if complement.kind != "that":
            return None
        source = self.behind(group.head + 2)
        if source is None or source[1] > self.tokens[complement.start].start:
            return None
        return Heard(group.first, group.head, source, ACT_OF[self.word(group.head)], "that", complement.start)

    def _inverted(self, group: Group, complement: Complement) -> Range | None:
        """For "…," said Mara Lind: the source behind the cue."""
        if group.first != group.head or group.form != "finite" or {"say", "ask"}.isdisjoint(self.frames(group.head)):
            return None
        if self.tag(group.first - 1) not in ",Q" or complement.kind in {"quote", "that", "question"}:
            return None
        source = self.behind(group.head + 1)
        if source is None:
            return None
        source = self.extended(source)
        after = self.index(source[1])
        if self.tag(group.first - 1) == ",":
            after += self.tag(after) == "," and self.word(after + 1) in TIME_WORDS
            if self.tag(after) == "," and self.tag(after + 1) in "WC":  # "…, said Mara Lind, who runs the port"
                return source
            return source if self.word(after) in TIME_WORDS | {"", ".", ";"} else None
        return source if self.tag(after) in ",.QPACSW" else None

    def _source(self, group: Group, before: Sequence[Heard]) -> tuple[Range | None, bool]:
        """The source left of a cue, or the one that it shares with the clause before it."""
        if self.word(group.first - 1) == "as" and group.form == "ing" and (quoted := self._quoted(group.first - 1)):
            return quoted, False
        left = self.tag(group.first - 1)
        joined = left == "C" or (left == "A" and self.tag(group.first - 2) == "C")
        if joined or (group.form == "ing" and (left in ",P" or self.word(group.first - 1) in {"while", "when"})):
            return self._shared(group.first, before), True
        return self.before(group.first), False

    def _quoted(self, k: int) -> Range | None:
        """Who is quoted before "as saying" at token ``k``: "quoted Haas as saying", "Haas was quoted as saying"."""
        if self.word(k - 1) in _QUOTING:
            return self.before(self.group_start(k - 1))
        source = self.before(k)
        return source if source is not None and self.word(self.index(source[0]) - 1) in _QUOTING else None

    def _quotes(self, group: Group) -> bool:
        """Whether a verb passes on what another says: "quoted Haas as saying"."""
        behind = self.words[group.head + 1 : group.head + _FAR]
        if self.word(group.head) not in _QUOTING or "as" not in behind or group.form != "finite":
            return False
        k = group.head + 1 + behind.index("as")
        return self.word(k + 1) == "saying" and self._quoted(k) is not None

    def _shared(self, first: int, before: Sequence[Heard]) -> Range | None:
        """The source of the cue before, else the subject of the clause before."""
        previous = next((one for one in reversed(before) if one.source and self.quotation(one.first) is None), None)
        if previous is not None and previous.kind not in {"claim", "according"}:
            return previous.source
        verbs = [k for k in range(max(0, first - _FAR), first) if self.tags[k] == "V" and self.quotation(k) is None]
        for k in verbs[: -_MOST_VERBS - 1 : -1]:
            subject = self.before(self.group_start(k))
            if subject is not None and self.tag(self.index(subject[0])) != "W":
                return subject
        return None
