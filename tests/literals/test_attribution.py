"""Attributions in one sentence: tables of cases that read as documentation, and what holds for every string."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.literals import attribution
from extractor.literals.attribution import Attributed
from extractor.literals.attribution.cues import ACT_OF, act_of
from extractor.literals.language.labels import label_end
from extractor.literals.language.tokens import between, inside, quotations, tokenize
from extractor.literals.language.words import listed

ONE = [
    # behind what is said, at the end
    (
        "Teachers plan to strike on Monday, the union said.",
        "the union",
        "said",
        "Teachers plan to strike on Monday",
        "said",
    ),
    ("The wall was built in 640, argues Mara Lind.", "Mara Lind", "argues", "The wall was built in 640", "said"),
    ("Patients waited five hours, a report shows.", "a report", "shows", "Patients waited five hours", "said"),
    ("The pit is flooded, the mining inspector said.", "the mining inspector", "said", "The pit is flooded", "said"),
    # indirect: source, cue, content
    ("Mara Lind said the bridge was closed.", "Mara Lind", "said", "the bridge was closed", "said"),
    ("Mara Lind said that the bridge was closed.", "Mara Lind", "said", "the bridge was closed", "said"),
    # a bound is no place
    ("Mara Lind said at least 40 ships would be late.", "Mara Lind", "said", "at least 40 ships would be late", "said"),
    ("Lind said up to a third would stay.", "Lind", "said", "up to a third would stay", "said"),
    ("Lind said over 40 ships were late.", "Lind", "said", "over 40 ships were late", "said"),
    ("Lind said as many as 40 ships sank.", "Lind", "said", "as many as 40 ships sank", "said"),
    ("The mayor says the budget is balanced.", "The mayor", "says", "the budget is balanced", "said"),
    ("The ministry estimated that 300 farms flooded.", "The ministry", "estimated", "300 farms flooded", "estimated"),
    ("The union claimed that wages fell.", "The union", "claimed", "wages fell", "alleged"),
    ("Lind demanded that the road be opened.", "Lind", "demanded", "the road be opened", "demanded"),
    ("Officials warned that the dam could fail.", "Officials", "warned", "the dam could fail", "said"),
    ("Analysts expect that prices will fall.", "Analysts", "expect", "prices will fall", "predicted"),
    ("Lind confirmed that the ferry had sunk.", "Lind", "confirmed", "the ferry had sunk", "confirmed"),
    ("Lind denied that the ferry had sunk.", "Lind", "denied", "the ferry had sunk", "denied"),
    ("The firm promised that refunds would come.", "The firm", "promised", "refunds would come", "promised"),
    ("Experts believe the wall is Roman.", "Experts", "believe", "the wall is Roman", "believed"),
    (
        "The Orrin Courier reported that two trains collided.",
        "The Orrin Courier",
        "reported",
        "two trains collided",
        "reported",
    ),
    ("The study found that bees sleep.", "The study", "found", "bees sleep", "said"),
    ("A new survey shows that rents doubled.", "A new survey", "shows", "rents doubled", "said"),
    # time and place of the saying belong to neither source nor content
    ("Lind said on Monday that the bridge was closed.", "Lind", "said", "the bridge was closed", "said"),
    ("Lind on Monday said the bridge was closed.", "Lind", "said", "the bridge was closed", "said"),
    ("Lind told reporters that the bridge was closed.", "Lind", "told", "the bridge was closed", "said"),
    ("Lind told the Orrin Courier that the bridge was closed.", "Lind", "told", "the bridge was closed", "said"),
    ("Lind has repeatedly said the bridge was closed.", "Lind", "has repeatedly said", "the bridge was closed", "said"),
    ("However, Lind said the bridge was closed.", "Lind", "said", "the bridge was closed", "said"),
    # direct: the words in quotation marks
    ('"The bridge is closed," Lind said.', "Lind", "said", "The bridge is closed", "said"),
    ("“The bridge is closed,” Lind said.", "Lind", "said", "The bridge is closed", "said"),
    ('Lind said: "The bridge is closed."', "Lind", "said", "The bridge is closed", "said"),
    ('Lind said, "The bridge is closed."', "Lind", "said", "The bridge is closed", "said"),
    ('"Where is the ferry?" Lind asked.', "Lind", "asked", "Where is the ferry?", "asked"),
    ('"The bridge is closed," he said on Tuesday.', "he", "said", "The bridge is closed", "said"),
    # inverted: the source behind its cue
    ('"The bridge is closed," said Mara Lind.', "Mara Lind", "said", "The bridge is closed", "said"),
    ("The bridge is closed, said Mara Lind.", "Mara Lind", "said", "The bridge is closed", "said"),
    ("The bridge is closed, the mayor said.", "the mayor", "said", "The bridge is closed", "said"),
    (
        "Two trains collided, reported The Orrin Courier.",
        "The Orrin Courier",
        "reported",
        "Two trains collided",
        "reported",
    ),
    # mixed: some of it in quotation marks
    (
        'Lind said the bridge was "closed for good" in May.',
        "Lind",
        "said",
        'the bridge was "closed for good" in May',
        "said",
    ),
    # according to
    ("According to Mara Lind, the bridge is closed.", "Mara Lind", "According to", "the bridge is closed", "said"),
    ("The bridge is closed, according to Mara Lind.", "Mara Lind", "according to", "The bridge is closed", "said"),
    # nobody named
    ("There were predictions that the harvest would fail.", None, "predictions", "the harvest would fail", "predicted"),
    ("The town was full of fears that the dam would break.", None, "fears", "the dam would break", "believed"),
    # apposition and title
    (
        "Mara Lind, the chief of police, said roads and rails were clear.",
        "Mara Lind, the chief of police",
        "said",
        "roads and rails were clear",
        "said",
    ),
    (
        "Mara Lind, who runs the port, said that the road was clear.",
        "Mara Lind, who runs the port",
        "said",
        "the road was clear",
        "said",
    ),
    ("Ada Moor, 41, said roads and rails were clear.", "Ada Moor, 41", "said", "roads and rails were clear", "said"),
    (
        "Council spokesman Ivo Trant said the road was clear.",
        "Council spokesman Ivo Trant",
        "said",
        "the road was clear",
        "said",
    ),
    ("Gen. Ivo Trant said the road was clear.", "Gen. Ivo Trant", "said", "the road was clear", "said"),
    # pronouns and nameless people
    ("She said the road was clear.", "She", "said", "the road was clear", "said"),
    ("They believe the road is clear.", "They", "believe", "the road is clear", "believed"),
    ("A senior official said the road was clear.", "A senior official", "said", "the road was clear", "said"),
    (
        "Two people familiar with the talks said the deal was dead.",
        "Two people familiar with the talks",
        "said",
        "the deal was dead",
        "said",
    ),
    # labels and datelines are no part of it
    ("What Happened: Lind said the road was clear.", "Lind", "said", "the road was clear", "said"),
    ("HALDEN (OP) — Lind said the road was clear.", "Lind", "said", "the road was clear", "said"),
    ("HALDEN, Norway - Lind said the road was clear.", "Lind", "said", "the road was clear", "said"),
    ("The ministry estimates 300 farms flooded.", "The ministry", "estimates", "300 farms flooded", "estimated"),
    ("The ministry estimates that 300 farms flooded.", "The ministry", "estimates", "300 farms flooded", "estimated"),
    ("The union claims that wages fell.", "The union", "claims", "wages fell", "alleged"),
    (
        "Mara Lind, the chief of police, said the road was clear.",
        "Mara Lind, the chief of police",
        "said",
        "the road was clear",
        "said",
    ),
    (
        "Mara Lind, who runs the port, said the road was clear.",
        "Mara Lind, who runs the port",
        "said",
        "the road was clear",
        "said",
    ),
    ("Ada Moor, 41, said the road was clear.", "Ada Moor, 41", "said", "the road was clear", "said"),
    # the cue is the verb with its auxiliaries and adverbs
    ("Lind has said that the road was clear.", "Lind", "has said", "the road was clear", "said"),
    ("Lind also warned that the dam could fail.", "Lind", "also warned", "the dam could fail", "said"),
    ("Lind is warning that the dam could fail.", "Lind", "is warning", "the dam could fail", "said"),
    ("Lind went on to say that the dam could fail.", "Lind", "went on to say", "the dam could fail", "said"),
    (
        "Lind has said and written that the dam could fail.",
        "Lind",
        "has said and written",
        "the dam could fail",
        "said",
    ),
    # who was told, where and when belong to neither
    ("Lind told Reuters the port was closed.", "Lind", "told", "the port was closed", "said"),
    ("Lind told him the port was closed.", "Lind", "told", "the port was closed", "said"),
    ("Lind said in an interview on Friday that the port was closed.", "Lind", "said", "the port was closed", "said"),
    ("Lind wrote on Telegram that the port was closed.", "Lind", "wrote", "the port was closed", "said"),
    ("Lind wrote on Telegram the port was closed.", "Lind", "wrote", "the port was closed", "said"),
    (
        '"We lost a third of our storage," Sorel told the Velmar Courier.',
        "Sorel",
        "told",
        "We lost a third of our storage",
        "said",
    ),
    ('"The port is closed," Lind said on a call with staff.', "Lind", "said", "The port is closed", "said"),
    ('"The port is closed," Lind tells hundreds of workers.', "Lind", "tells", "The port is closed", "said"),
    # a cue inside its content
    (
        '"The bridge is closed," Lind said, "and the ferry is full."',
        "Lind",
        "said",
        "The bridge is closed|and the ferry is full",
        "said",
    ),
    ("The ferry, officials said, sank on Monday.", "officials", "said", "The ferry|sank on Monday", "said"),
    (
        "The harbour is closed, Lind said, and the ferry is lost.",
        "Lind",
        "said",
        "The harbour is closed|and the ferry is lost",
        "said",
    ),
    ("As Lind noted, the ferry sank on Monday.", "Lind", "noted", "the ferry sank on Monday", "said"),
    ("On Monday, according to Lind, the ferry sank.", "Lind", "according to", "On Monday|the ferry sank", "said"),
    # a content ends where the article goes on by itself
    ("The mayor said 12 people died, but the hospital counted 15.", "The mayor", "said", "12 people died", "said"),
    ("Lind mentioned the old ferry, which sank.", "Lind", "mentioned", "the old ferry", "said"),
    ("Lind, who says the port is safe, has left.", "who", "says", "the port is safe", "said"),
    ("When Lind said the port was safe, they left.", "Lind", "said", "the port was safe", "said"),
    # sources: what belongs to the noun phrase
    ("The mayor of Lund said the road was clear.", "The mayor of Lund", "said", "the road was clear", "said"),
    ("Mara Lind and Ivo Trant said it was clear.", "Mara Lind and Ivo Trant", "said", "it was clear", "said"),
    (
        "Unions, farmers and traders say the road is clear.",
        "Unions, farmers and traders",
        "say",
        "the road is clear",
        "said",
    ),
    ("Sen. Ada Moor (V-Orrin) said it was clear.", "Sen. Ada Moor (V-Orrin)", "said", "it was clear", "said"),
    ("Four in 10 voters said the road was clear.", "Four in 10 voters", "said", "the road was clear", "said"),
    ("People briefed on the plan say it is dead.", "People briefed on the plan", "say", "it is dead", "said"),
    ("An official who saw the plan said it is dead.", "An official who saw the plan", "said", "it is dead", "said"),
    ("A poll released Friday showed that rents rose.", "A poll released Friday", "showed", "rents rose", "said"),
    ("A survey last week found that rents rose.", "A survey last week", "found", "rents rose", "said"),
    ("In May the mayor said the road was clear.", "the mayor", "said", "the road was clear", "said"),
    ("Mara Lind, speaking in Orrin, said the road was clear.", "Mara Lind", "said", "the road was clear", "said"),
    ("Lind — the mayor since May — said the road was clear.", "Lind", "said", "the road was clear", "said"),
    (
        "The road is clear, according to a city report seen by The Orrin Post.",
        "a city report seen by The Orrin Post",
        "according to",
        "The road is clear",
        "said",
    ),
    (
        "The bridge is closed, according to a city report.",
        "a city report",
        "according to",
        "The bridge is closed",
        "said",
    ),
    (
        '"It is late," said Ada Moor, a nurse from Orrin, in May.',
        "Ada Moor, a nurse from Orrin",
        "said",
        "It is late",
        "said",
    ),
    # a comma inside a number or a date ends nothing
    ("One firm says there are 2,400 mills.", "One firm", "says", "there are 2,400 mills", "said"),
    (
        "Many were shaken by claims that it rained on Sept. 11, 2001 in Orrin, and left.",
        None,
        "claims",
        "it rained on Sept. 11, 2001 in Orrin",
        "alleged",
    ),
    # passives: who stands behind "by"
    ("Lind was told by the police that the road was shut.", "the police", "was told", "the road was shut", "said"),
    # claims and warnings as nouns
    ("The town was shaken by Lind's claim that the dam leaks.", "Lind's", "claim", "the dam leaks", "alleged"),
    # contents that are no clause
    (
        "The union accused the port of hiding accidents.",
        "The union",
        "accused",
        "the port of hiding accidents",
        "alleged",
    ),
    ("Lind called the plan a disaster.", "Lind", "called", "the plan a disaster", "said"),
    ("Lind described the talks as a failure.", "Lind", "described", "the talks as a failure", "said"),
    ("Lind urged residents to leave the coast.", "Lind", "urged", "residents to leave the coast", "demanded"),
    ("Lind called for new elections in May.", "Lind", "called for", "new elections in May", "demanded"),
    ("Lind promised to open 40 schools.", "Lind", "promised", "to open 40 schools", "promised"),
    ("Lind asked whether the dam was safe.", "Lind", "asked", "whether the dam was safe", "asked"),
    ("The company announced layoffs in May.", "The company", "announced", "layoffs in May", "said"),
    # a claim that somebody rejects is nobody's in particular; it is not the mayor who says so
    ("The mayor rejected claims that the dam leaks.", None, "claims", "the dam leaks", "alleged"),
    # a role with its name behind it
    ("The port is shut, its chief, Pal Rusk, said.", "its chief, Pal Rusk", "said", "The port is shut", "said"),
    # verbs of thinking and showing behind what they carry
    ("The wall is Roman, experts believe.", "experts", "believe", "The wall is Roman", "believed"),
    ("The dam was weak, a report by Seastat found.", "a report by Seastat", "found", "The dam was weak", "said"),
    ("The port is shut, two aides said on condition of anonymity.", "two aides", "said", "The port is shut", "said"),
    # who was told is no content; what one did is nothing he said
    ("Lind told the BBC 40 were dead.", "Lind", "told", "40 were dead", "said"),
    ("Lind was quoted as saying that 40 died.", "Lind", "saying", "40 died", "said"),
    ('"We stay," reads a statement.', "a statement", "reads", "We stay", "said"),
    # doubled apostrophes are quotation marks
    ("''The dam leaks,'' Lind said.", "Lind", "said", "The dam leaks", "said"),
    # two lines that no full stop parts
    ("Dam leaks, city warns\nMara Lind said the dam was safe.", "Mara Lind", "said", "the dam was safe", "said"),
]

NONE = [
    "The index gained 9 points to 300.",
    "Boys have read half as many books as girls.",
    "Alan Cho disputed the findings.",
    "The company declined to comment on reports.",
    "It had informed the stock exchange on 3 May.",
    "The estimated number of visitors fell.",
    "The road was expected to open.",
    "Nobody wanted to say why.",
    "The report is long.",
    "Her claims of innocence were brief.",
    "The forecast is on page two.",
    "The bridge collapsed in the storm.",
    "It is hard to believe.",
    "He would not say.",
    "They did not report the theft.",
    "He found a coin and showed it.",
    "Lind pointed at the roof.",
    # nouns and names that look like verbs of saying
    "The United States is large.",
    "The State Department closed the port.",
    "Lind's tweet was brief and the reports were long.",
    # verbs of saying that do something else
    "The hospital admitted 20 patients on Monday.",
    "The firm recalled 3,000 cars.",
    "The company dismissed 40 workers.",
    "The company posted a loss of $3 million.",
    "The town expects 3,000 visitors this summer.",
    # what is not said
    "Lind never said the bridge was closed.",
    "Lind did not say that the bridge was closed.",
    "Nobody said the bridge was closed.",
    "There are no reports that the bridge was closed.",
    "If Lee said the bridge was closed, he was wrong.",
    # nobody can tell where the claim ends
    "Claims that the bridge was closed are false.",
    # who speaks about a claim does not say it
    "The council found little evidence that the dam leaks.",
    "There are rumours that the dam leaks.",
    # a passive without its agent
    "Lind is said to be ill.",
    "Lind was told to leave.",
    "",
    " ",
    "said",
    '"',
]

NOT_YET = [
    ("Costa accused Pinto of hiding the deaths.", "Costa", "accused", "hiding the deaths", "alleged"),
    # a name and a clause that starts with a name, without "that" between them
    ("Lind told Orrin Radio Velmar was closed.", "Lind", "told", "Velmar was closed", "said"),
    # a source with "and" whose first name is behind a verb of the clause before
    (
        "The road was shut, the mayor and the council said.",
        "the mayor and the council",
        "said",
        "The road was shut",
        "said",
    ),
]
"""Right readings that ``find`` does not reach: move a row to ``ONE`` once it does."""

CHAINS = [
    # sentence, then (source, content) of each cue in order
    (
        "Lind said the bridge was closed, adding that the ferry was full.",
        [("Lind", "the bridge was closed"), ("Lind", "the ferry was full")],
    ),
    (
        "The bridge is closed, Lind said, adding that the ferry was full.",
        [("Lind", "The bridge is closed"), ("Lind", "the ferry was full")],
    ),
    (
        "The Orrin Courier reported that Lind said 40 boats sank.",
        [("The Orrin Courier", "Lind said 40 boats sank"), ("Lind", "40 boats sank")],
    ),
    (
        "Lind said 40 boats sank, the Orrin Courier reported.",
        [("Lind", "40 boats sank"), ("the Orrin Courier", "Lind said 40 boats sank")],
    ),
    (
        "Lind said 40 boats sank, reported The Orrin Courier.",
        [("Lind", "40 boats sank"), ("The Orrin Courier", "Lind said 40 boats sank")],
    ),
    (
        "Lind said 40 boats sank, according to The Orrin Courier.",
        [("Lind", "40 boats sank"), ("The Orrin Courier", "Lind said 40 boats sank")],
    ),
    (
        '"We estimate that 40 boats sank," Lind said.',
        [("We", "40 boats sank"), ("Lind", "We estimate that 40 boats sank")],
    ),
    (
        "Lind said she believes the bridge is closed.",
        [("Lind", "she believes the bridge is closed"), ("she", "the bridge is closed")],
    ),
    (
        "Lind told the paper that Ivo Trant promised that the road would open.",
        [("Lind", "Ivo Trant promised that the road would open"), ("Ivo Trant", "the road would open")],
    ),
]

LABELS = [
    ("What Happened: Lind spoke.", "Lind spoke."),
    ("HALDEN — Lind spoke.", "Lind spoke."),
    ("HALDEN (OP) - Lind spoke.", "Lind spoke."),
    ("ORRIN, Vell – Lind spoke.", "Lind spoke."),
    ("Lind spoke: briefly.", "Lind spoke: briefly."),
    ("The town - once rich - is poor.", "The town - once rich - is poor."),
    ('"Wait: it rains," she said.', '"Wait: it rains," she said.'),
]

QUOTED = [
    ('He said "yes" and "no".', ["yes", "no"]),
    ("He said “yes” and «no».", ["yes", "no"]),
    ("„Ja“, sagte er.", ["Ja"]),
    ('"It runs on into the next sentence.', ["It runs on into the next sentence."]),
    ("He is 6'3\" tall.", []),
    ('He said "" twice.', []),
]


def words(sentence: str, found: Attributed) -> tuple[str | None, str, str, str]:
    """What an attribution's ranges stand for; the parts of its content joined by a bar."""
    source = None if found.source is None else sentence[slice(*found.source)]
    content = "|".join(sentence[slice(*part)] for part in found.content)
    return source, sentence[slice(*found.cue)], content, found.act


@pytest.mark.parametrize(("sentence", "source", "cue", "content", "act"), ONE)
def test_one_attribution(sentence: str, source: str | None, cue: str, content: str, act: str) -> None:
    assert [words(sentence, item) for item in attribution.find(sentence)] == [(source, cue, content, act)]


@pytest.mark.xfail(reason="attribution.find does not read these yet")
@pytest.mark.parametrize(("sentence", "source", "cue", "content", "act"), NOT_YET)
def test_one_attribution_yet_to_come(sentence: str, source: str, cue: str, content: str, act: str) -> None:
    assert [words(sentence, item) for item in attribution.find(sentence)] == [(source, cue, content, act)]


@pytest.mark.parametrize("sentence", NONE)
def test_no_attribution(sentence: str) -> None:
    assert attribution.find(sentence) == []


@pytest.mark.parametrize(("sentence", "links"), CHAINS)
def test_several_attributions_in_one_sentence(sentence: str, links: list[tuple[str, str]]) -> None:
    read = [words(sentence, item) for item in attribution.find(sentence)]
    assert [(source, content) for source, _, content, _ in read] == links


def test_adding_runs_on_from_the_cue_before_it() -> None:
    said, adding = attribution.find("Lind said the bridge was closed, adding that the ferry was full.")
    assert (said.cue_runs_on, adding.cue_runs_on) == (False, True)
    assert adding.source == said.source


def test_an_outer_link_covers_the_inner_one() -> None:
    inner, outer = attribution.find("Lind said 40 boats sank, the Orrin Courier reported.")
    start, end = outer.content[0]
    assert start <= inner.cue[0] < inner.cue[1] <= end


@pytest.mark.parametrize(("sentence", "rest"), LABELS)
def test_labels_and_datelines_stand_before_the_words(sentence: str, rest: str) -> None:
    assert sentence[label_end(sentence) :] == rest


@pytest.mark.parametrize(("sentence", "inner"), QUOTED)
def test_quotations_leave_their_marks_out(sentence: str, inner: list[str]) -> None:
    assert [sentence[start:end] for start, end in quotations(sentence)] == inner


def test_regions_are_half_open() -> None:
    regions = ((2, 4), (6, 8))
    assert [i for i in range(10) if inside(i, regions)] == [2, 3, 6, 7]


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "said"),
        ("According to", "said"),
        ("told reporters", "said"),
        ("Estimates", "estimated"),
        ("predictions", "predicted"),
        ("denies", "denied"),
        ("has pledged", "promised"),
        ("citing", "reported"),
        ("hummed", "said"),
    ],
)
def test_a_cue_names_its_act(cue: str, act: str) -> None:
    assert act_of(cue) == act


def test_inflections_are_english() -> None:
    assert {"tells", "told", "denied", "announces", "announcing", "wrote", "stressed", "stresses"} <= set(ACT_OF)
    assert not {"telled", "denyed", "sayed", "writed", "announceing", "stresss"} & set(ACT_OF)


VOCABULARY = sorted(
    listed(
        'said says according to that adding predictions " “ ” , . : — who , which He we Lind Ms. the a and claims '
        "told reporters report on Monday was not 20,000 [ ] ( HALDEN - İ é"
    )
)
NEWS = st.lists(st.sampled_from(VOCABULARY), max_size=25).map(" ".join)


@given(st.one_of(st.text(max_size=60), NEWS))
def test_any_string_gives_ranges_inside_it(sentence: str) -> None:
    assert 0 <= label_end(sentence) <= len(sentence)
    for found in attribution.find(sentence):
        ranges = [found.cue, *found.content, *([found.source] if found.source else [])]
        assert all(0 <= start < end <= len(sentence) for start, end in ranges)


@given(st.one_of(st.text(max_size=60), NEWS), st.integers(0, 60), st.integers(0, 60))
def test_tokens_are_the_characters_without_white_space(sentence: str, start: int, end: int) -> None:
    tokens = tokenize(sentence)
    assert all(sentence[token.start : token.end] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(sentence.split())
    assert between(sentence, start, end) == tuple(token for token in tokens if start <= token.start < end)
