"""Who speaks, and through whom: invented paragraphs, drafts written by hand as 'source|cue|content'."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.attribute.draft import Draft
from rashomon.attribute.speakers import Resolved, resolve
from rashomon.attribute.speakers.runs import runs
from rashomon.model import Credit, Report, SourceKind
from rashomon.text.parse import parse


class Told:
    """One text resolved: speakers and hops by name."""

    def __init__(self, report: Report, found: Resolved) -> None:
        self.report, self.found = report, found
        self.names = {source.id: source.name for source in found.sources}
        self.kinds = {source.name: source.kind for source in found.sources}

    @property
    def speakers(self) -> list[str | None]:
        return [self.names[s] if s else None for s in self.found.speakers]

    @property
    def vias(self) -> list[list[str]]:
        return [[self.names[hop] for hop in way] for way in self.found.vias]


def told(text: str, *marks: str, outlet: str = "", credit: str = "") -> Told:
    """The text resolved; each mark is a source, a cue and a content, the first two nearest to the content.

    A content is looked for after the one before it. A mark that starts with '<' lies within the first one.
    """
    drafts: list[Draft] = []
    at = 0
    for mark in marks:
        source, cue, content = mark.lstrip("<").split("|")
        said = nearest(text, content, at, after=0 if mark.startswith("<") else at)
        at = said[0]
        drafts.append(
            Draft(
                (said,),
                nearest(text, source, at) if source else None,
                nearest(text, cue, at) if cue else None,
                within=0 if mark.startswith("<") else None,
            )
        )
    report = Report("r-1", text, outlet=outlet)
    if credit:
        report = Report("r-1", text, outlet=outlet, credits=(Credit(credit, report.span(*nearest(text, credit, 0))),))
    return Told(report, resolve(report, parse(text, "en"), drafts))


def nearest(text: str, part: str, at: int, *, after: int = 0) -> tuple[int, int]:
    """Where a part stands by itself, nearest to a place."""
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text) if m.start() >= after]
    return min(places, key=lambda place: abs(place[0] - at))


def test_a_surname_and_a_pronoun_are_the_person_named_before() -> None:
    found = told(
        "Ministry spokesman Edric Vale said the bridge was open. He gave no date.\n\n"
        "Vale denied the delay. “Not a minute,” he said.",
        "Ministry spokesman Edric Vale|said|the bridge was open",
        "He|gave|no date",
        "Vale|denied|the delay",
        "he|said|Not a minute",
    )
    assert found.speakers == ["Edric Vale"] * 4
    source = next(s for s in found.found.sources if s.name == "Edric Vale")
    assert (source.kind, source.role) == (SourceKind.PERSON, "Ministry spokesman")


def test_a_title_alone_and_an_apposition_keep_role_and_body() -> None:
    found = told(
        "The harbour union met on Monday. Sela Orrin, a spokeswoman for the Dockside Union, said the gate was locked. "
        "Dr Orrin added that nobody had a key.",
        "Sela Orrin, a spokeswoman for the Dockside Union,|said|the gate was locked",
        "Dr Orrin|added|nobody had a key",
    )
    assert found.speakers == ["Sela Orrin", "Sela Orrin"]
    source = next(s for s in found.found.sources if s.name == "Sela Orrin")
    assert source.acts_for is not None and found.names[source.acts_for] == "Dockside Union"


def test_she_is_the_woman_and_not_the_man_of_the_sentence_before() -> None:
    found = told(
        "Mrs Ada Fenwright met Mr Joss Kale at the quay. She said the ferry had waited.",
        "She|said|the ferry had waited",
    )
    assert found.speakers == ["Ada Fenwright"]


def test_it_is_the_body_given_with_its_letters() -> None:
    found = told(
        "The Northern Relief Front (NRF) had cleared the town of reporters.\n\n"
        "It claimed that only a few had left. The NRF denied any deal.",
        "It|claimed|only a few had left",
        "The NRF|denied|any deal",
    )
    assert found.speakers == ["Northern Relief Front", "Northern Relief Front"]


def test_a_nominal_mention_is_the_body_with_that_word() -> None:
    found = told(
        "The Ministry of Coasts and Tides said eleven people had died. The ministry gave no names.",
        "The Ministry of Coasts and Tides|said|eleven people had died",
        "The ministry|gave|no names",
    )
    assert found.speakers == ["Ministry of Coasts and Tides"] * 2
    assert found.kinds["Ministry of Coasts and Tides"] is SourceKind.PUBLIC_BODY


def test_a_role_given_before_names_the_person_later() -> None:
    found = told(
        "Bartol Hode, gatekeeper on the pier for years, saw four men. The gatekeeper said they wore green.",
        "The gatekeeper|said|they wore green",
    )
    assert found.speakers == ["Bartol Hode"]


def test_who_is_its_antecedent() -> None:
    found = told(
        "The ferry was late, according to Runa Askvold, who insists that it was held for two hours.",
        "Runa Askvold|according to|The ferry was late",
        "who|insists|it was held for two hours",
    )
    assert found.speakers == ["Runa Askvold", "Runa Askvold"]


def test_a_film_and_its_makers_are_the_outlet_that_made_it() -> None:
    found = told(
        "Marines chained a gate, according to a Skyline Television documentary.\n\n"
        "The film shows a log. “We saw nothing else,” the film-makers said. The report said 23 had died, it added.",
        "a Skyline Television documentary|according to|Marines chained a gate",
        "The film|shows|a log",
        "the film-makers|said|We saw nothing else",
        "The report|said|23 had died",
        "it|added|23 had died",
    )
    assert found.speakers == ["Skyline Television"] * 5


def test_a_source_without_a_name_keeps_its_description_and_the_reason() -> None:
    text = (
        "A defence official, who spoke on condition of anonymity because he was not allowed to brief the press, "
        "said there had been a patrol."
    )
    found = told(text, "A defence official|said|there had been a patrol")
    source = found.found.sources[0]
    assert (source.name, source.kind) == ("A defence official", SourceKind.UNNAMED)
    assert source.anonymity is not None
    assert source.anonymity.exact.startswith("on condition of anonymity because he was not allowed")


def test_a_second_unnamed_official_is_another() -> None:
    found = told(
        "A port official said the gate was shut all through the night. A port official denied it.",
        "A port official|said|the gate was shut",
        "A port official|denied|it",
    )
    assert found.found.speakers[0] != found.found.speakers[1]


def test_we_inside_a_quotation_is_who_is_quoted() -> None:
    found = told(
        "“We think that it will hold,” said Ilsa Corr.",
        "Ilsa Corr|said|“We think that it will hold,”",
        "<We|think|it will hold",
    )
    assert found.speakers == ["Ilsa Corr", "Ilsa Corr"]


def test_an_outlet_that_was_told_is_a_hop_and_reporters_are_none() -> None:
    found = told(
        "A driver told Sandhaven FM that the road was closed. Ilsa Corr told reporters that it was open.",
        "A driver|told|the road was closed",
        "Ilsa Corr|told|it was open",
    )
    assert found.vias == [["Sandhaven FM"], []]


def test_what_the_report_s_own_outlet_was_told_came_through_nobody() -> None:
    found = told(
        "A driver told Sandhaven FM that the road was closed.",
        "A driver|told|the road was closed",
        outlet="Sandhaven FM",
    )
    assert found.vias == [[]]


def test_the_speaker_s_next_words_came_the_same_way() -> None:
    found = told(
        "Runa Askvold told Sandhaven FM on Friday that 900 were aboard. None of them, she said, was armed.",
        "Runa Askvold|told|900 were aboard",
        "she|said|was armed",
    )
    assert found.speakers == ["Runa Askvold"] * 2 and found.vias == [["Sandhaven FM"]] * 2


def test_quoted_by_an_outlet() -> None:
    found = told(
        "“Three weeks,” deputy Lorn Ash was quoted as saying by the Orvell Courier.",
        "deputy Lorn Ash|was quoted as saying|“Three weeks,”",
    )
    assert found.vias == [["Orvell Courier"]]


def test_a_chain_is_told_from_the_speaker_outwards() -> None:
    found = told(
        "The Tarbex agency reported that a driver told Sandhaven FM that a commander had said the road was mined.",
        "The Tarbex agency|reported|a driver told Sandhaven FM that a commander had said the road was mined",
        "<a driver|told|a commander had said the road was mined",
    )
    assert found.vias[1] == ["Sandhaven FM", "Tarbex"]


def test_an_agency_s_text_on_another_page_came_through_the_agency() -> None:
    text = "ORVELL, May 3 (TBX) – The fire is out, Ilsa Corr said."
    assert told(text, "Ilsa Corr|said|The fire is out", outlet="Orvell Post", credit="TBX").vias == [["TBX"]]
    assert told(text, "Ilsa Corr|said|The fire is out", outlet="Tarbex News Agency", credit="TBX").vias == [[]]


def test_two_who_fit_alike_are_unresolved_and_named() -> None:
    found = told(
        "Mr Tarn Holm and Mr Vik Brand quarrelled.\n\nThe gate was shut. The ferry left. He said it was late.",
        "He|said|it was late",
    )
    assert found.speakers == [None]
    (left,) = found.found.unresolved
    assert left.what == "speaker 'He'" and left.span is not None


def test_a_left_out_source_is_the_subject_that_the_cue_shares() -> None:
    found = told(
        "Skyline Television denied this, saying that it had never paid.",
        "Skyline Television|denied|this",
        "|saying|it had never paid",
    )
    assert found.speakers == ["Skyline Television"] * 2


def test_the_outlet_s_own_voice_has_no_speaker() -> None:
    assert told("The cause is not known.", "||The cause is not known").speakers == [None]


@pytest.mark.parametrize("outlet", ["The Orvell Courier"])
def test_this_newspaper_is_the_outlet_itself(outlet: str) -> None:
    found = told(
        "This newspaper understands that a patrol was near.",
        "This newspaper|understands|a patrol was near",
        outlet=outlet,
    )
    assert found.speakers == [outlet] and found.vias == [[]]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_every_mention_is_in_the_text_and_every_id_is_a_source(data: st.DataObject) -> None:
    text = (
        "Captain Edda Holm told Sandhaven FM that a mate had said the ramp was up. “We waited,” she said. "
        "The company denied it. A sailor, who asked not to be named, said otherwise."
    )
    size = len(text)
    drafts = []
    for _ in range(data.draw(st.integers(0, 5))):
        cut = sorted(data.draw(st.lists(st.integers(0, size), min_size=6, max_size=6, unique=True)))
        drafts.append(Draft(((cut[4], cut[5]),), (cut[0], cut[1]), (cut[2], cut[3])))
    report = Report("r-1", text, outlet="Sandhaven FM")
    found = resolve(report, parse(text, "en"), drafts)
    ids = {source.id for source in found.sources}
    for source in found.sources:
        for span in source.mentions:
            report.check(span)
        assert source.acts_for is None or source.acts_for in ids
    assert len(found.speakers) == len(found.vias) == len(drafts)
    assert {s for s in found.speakers if s} | {hop for way in found.vias for hop in way} <= ids


def test_the_letters_of_a_dateline_stand_for_no_place() -> None:
    found = told(
        "HASK, Tavoria (NP) — Nine people died, the mayor, Ana Brisk, told NP. Tavoria said nothing.",
        "the mayor, Ana Brisk|told|Nine people died",
        "Tavoria|said|nothing",
    )
    assert found.speakers == ["Ana Brisk", "Tavoria"]
    assert "NP" not in {source.name for source in found.found.sources if source.name == "Tavoria"}


def test_a_surname_that_two_bear_is_the_one_introduced_before_it() -> None:
    found = told(
        "Milo Strand was arrested. Strand denies arson. His brother, Pavel Strand, said Milo was at home.",
        "Strand|denies|arson",
        "Pavel Strand|said|Milo was at home",
    )
    assert found.speakers == ["Milo Strand", "Pavel Strand"]


def test_nobody_speaks_of_himself_by_name() -> None:
    found = told(
        "Ivo Marsk met Odd Pell on Monday. He said that Marsk was tired.",
        "He|said|that Marsk was tired",
    )
    assert found.speakers == ["Odd Pell"]


def test_the_man_is_who_was_described_before() -> None:
    found = told(
        "A shepherd told the Hulm Gazette that he saw tanks. The man said they left at noon.",
        "A shepherd|told|he saw tanks",
        "The man|said|they left at noon",
    )
    assert found.speakers == ["A shepherd"] * 2
    assert found.vias == [["Hulm Gazette"]] * 2


def test_a_given_name_tells_a_pronoun_its_person() -> None:
    found = told(
        "Ingrid Palk met Tomas Reyl. She said the road was open. He said it was shut.",
        "She|said|the road was open",
        "He|said|it was shut",
    )
    assert found.speakers == ["Ingrid Palk", "Tomas Reyl"]


def test_the_official_of_the_lead_is_the_one_named_in_the_next_paragraph() -> None:
    found = told(
        "Nine people were crushed, a hospital director said on Friday.\n\n“We counted them,” said Ana Pell.",
        "a hospital director|said|Nine people were crushed",
        "Ana Pell|said|We counted them",
    )
    assert found.speakers == ["Ana Pell"] * 2
    other = told(
        "Nine people were crushed, a hospital director said on Friday.\n\n“We dug,” said Ana Pell, a miner.",
        "a hospital director|said|Nine people were crushed",
        "Ana Pell, a miner|said|We dug",
    )
    assert other.speakers == ["a hospital director", "Ana Pell"]


def test_a_party_before_a_name_is_no_part_of_it() -> None:
    found = told(
        "Republican Ivo Reyl said the vote was fair. UN observers agreed; the UN said it was not.",
        "Republican Ivo Reyl|said|the vote was fair",
        "the UN|said|it was not",
    )
    assert found.speakers[0] == "Ivo Reyl"
    assert found.speakers[1] == "UN"


def test_a_peoples_name_before_a_plain_noun_names_nobody() -> None:
    """Were 'Tavorian' a name, the country's television, its army and its observatory would become one source."""
    text = (
        "Tavorian state television reported on Monday that six people had been killed in Corvenna. "
        "The Tavorian army did not comment. The Tavorian Observatory for Rights said nine people had died."
    )
    doc = parse(text, "en")
    assert "Tavorian" not in {run.text(doc) for run in runs(doc)}


@pytest.mark.parametrize("source", ["An earlier version of this article", "This story", "A headline on this report"])
def test_what_the_outlet_printed_itself_is_the_outlet(source: str) -> None:
    text = f"Editor's note: {source} said that the mayor had resigned. The mayor is in office."
    found = told(text, f"{source}|said|the mayor had resigned", outlet="The Brannick Echo")
    assert found.speakers == ["The Brannick Echo"]
    assert found.vias == [[]]


def test_another_s_report_is_not_the_outlet() -> None:
    text = "A version of the ministry's report said that the mayor had resigned."
    found = told(text, "A version of the ministry's report|said|the mayor had resigned", outlet="The Brannick Echo")
    assert found.speakers != ["The Brannick Echo"]


def test_its_spokesman_is_not_the_one_of_another_body() -> None:
    text = (
        "The flood killed four, ministry spokesman Tovar Renn said. The River Front, an armed group, said troops "
        "were to blame. Its spokesman, known as Commander Aster, said 40 had drowned."
    )
    found = told(
        text,
        "ministry spokesman Tovar Renn|said|The flood killed four",
        "The River Front, an armed group|said|troops were to blame",
        "Its spokesman, known as Commander Aster|said|40 had drowned",
    )
    assert found.speakers[:2] == ["Tovar Renn", "River Front"]
    assert found.speakers[2] not in ("Tovar Renn", None)


def acting(text: str, *marks: str) -> dict[str, str]:
    """For whom each source speaks, by name."""
    found = told(text, *marks)
    return {s.name: found.names[s.acts_for] for s in found.found.sources if s.acts_for}


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("The Dock Union rejected it. Its chairman, Abel Corr, said it was late.", "Abel Corr", "Dock Union"),
        ("The Dock Union rejected it. Union leader Abel Corr said it was late.", "Abel Corr", "Dock Union"),
        ("The Dock Union rejected it. The union's leader, Abel Corr, said it was late.", "Abel Corr", "Dock Union"),
        (
            "It rained. Rosa Imm, head of the children's ward at St Orla Hospital, said it was late.",
            "Rosa Imm",
            "St Orla Hospital",
        ),
    ],
)
def test_who_heads_a_body_speaks_for_it(text: str, name: str, body: str) -> None:
    assert acting(text, f"{name}|said|it was late")[name] == body


@pytest.mark.parametrize(
    "text",
    [
        # who works or lives somewhere speaks for himself
        "It rained. Abel Corr, a nurse at St Orla Hospital, said it was late.",
        "It rained. Abel Corr, a teacher from Lower Wick, said it was late.",
        "It rained. District nurse Abel Corr said it was late.",
        # a country's minister is not the country
        "It rained. Abel Corr, Tavoria's finance minister, said it was late.",
    ],
)
def test_who_heads_nothing_speaks_for_nobody(text: str) -> None:
    assert "Abel Corr" not in acting(text, "Abel Corr|said|it was late")


def test_a_union_is_not_the_company_named_before() -> None:
    text = "Sull Ferries, the operator, denied it. A union official said it was late."
    assert acting(text, "A union official|said|it was late").get("A union official") != "Sull Ferries"


def test_his_spokesman_is_of_the_one_of_whom_the_sentence_speaks() -> None:
    text = (
        "Mill boss Piet Hall said it rained. The health minister, Ursin Vogt, had nothing to add, his spokesman said."
    )
    found = acting(text, "Piet Hall|said|it rained", "his spokesman|said|had nothing to add")
    assert found["his spokesman"] == "Ursin Vogt"


def test_the_other_hospital_and_another_town_s_police_are_others() -> None:
    text = "Norrin's regional police said it rained. The Fenn police said it snowed."
    found = told(text, "Norrin's regional police|said|it rained", "The Fenn police|said|it snowed")
    assert len(set(found.speakers)) == 2
    text = "St Orla Hospital said it rained. The town's other hospital said it snowed."
    found = told(text, "St Orla Hospital|said|it rained", "The town's other hospital|said|it snowed")
    assert len(set(found.speakers)) == 2


def test_the_hour_of_a_live_entry_is_no_part_of_a_name() -> None:
    text = "08.50 Ferry company said it was late. The company said no more."
    found = told(text, "Ferry company|said|it was late", "The company|said|no more")
    assert found.speakers == ["Ferry company", "Ferry company"]


def test_police_at_the_start_of_a_sentence_are_a_body() -> None:
    found = told("Police said it was late.", "Police|said|it was late")
    assert found.kinds["Police"] is SourceKind.PUBLIC_BODY


def test_a_turn_of_a_transcript_is_of_the_one_with_that_surname() -> None:
    text = "HOST: We have Nokri Saal with us.\n\nSAAL: It was late.\n\nHOST: And the dogs?\n\nSAAL: They slept."
    found = told(text, "HOST||We have Nokri Saal", "SAAL||It was late", "HOST||And the dogs", "SAAL||They slept")
    assert found.speakers == ["HOST", "Nokri Saal", "HOST", "Nokri Saal"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Edda Marn of the Carers' Union said it was late.", "Carers' Union"),
        ("Edda Marn, who speaks for the Carers' Union, said it was late.", "Carers' Union"),
        (
            "It rained, Stonegate said. Then chief engineer Edda Marn of Stonegate said it was late.",
            "Stonegate",
        ),
    ],
)
def test_the_body_behind_a_name_is_whom_it_speaks_for(text: str, body: str) -> None:
    assert acting(text, "Edda Marn|said|it was late")["Edda Marn"] == body


@pytest.mark.parametrize("behind", ["of the Rangers", "of Oskmarn", "of the army"])
def test_a_soldier_and_who_comes_from_a_town_speak_for_themselves(behind: str) -> None:
    assert "Edda Marn" not in acting(f"Edda Marn {behind} said it was late.", "Edda Marn|said|it was late")


def test_it_is_the_one_body_named_before_in_its_sentence() -> None:
    text = "A rights group said it rained. People blamed the government for it though it denied any part."
    found = told(text, "A rights group|said|it rained", "it|denied|any part")
    assert found.speakers == ["A rights group", "the government"]


def test_the_army_is_not_a_band_whose_name_holds_the_word() -> None:
    text = "The Free Hill Army said it rained. The army said it snowed."
    found = told(text, "The Free Hill Army|said|it rained", "The army|said|it snowed")
    assert len(set(found.speakers)) == 2


def test_things_of_which_there_were_none_say_nothing() -> None:
    text = "A source denied it had used any such weapons saying it was late."
    assert told(text, "any such weapons|saying|it was late").speakers != ["any such weapons"]


def test_a_place_where_something_stands_is_no_person() -> None:
    found = told("The store in Lusk Fell was burned, the fire chief found.", "the fire chief|found|was burned")
    assert found.speakers == ["the fire chief"]


def test_a_source_after_according_to_is_no_place() -> None:
    text = "It rained, according to Fenn Trams. The company's director, Ilva Sone, said it was late."
    assert acting(text, "Fenn Trams|according to|It rained", "Ilva Sone|said|it was late")["Ilva Sone"] == "Fenn Trams"


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    text = "It rained.\n\nCleaning had been cut in the spring, the Dairy Union said."
    assert [run.text(parse(text, "en")) for run in runs(parse(text, "en"))] == ["Dairy Union"]


def test_the_operator_of_something_is_a_company_and_a_crane_operator_a_person() -> None:
    text = "The operator of the trams said it was late. A crane operator said it was cold."
    found = told(text, "The operator of the trams|said|it was late", "A crane operator|said|it was cold")
    assert list(found.kinds.values()) == [SourceKind.ORGANIZATION, SourceKind.UNNAMED]


def test_one_of_them_is_named_where_a_name_follows() -> None:
    text = 'Two women said it was late. "We stood there," said one of them, Jana Orl, a dentist.'
    found = told(text, "Two women|said|it was late", "one of them, Jana Orl, a dentist|said|We stood there")
    assert found.speakers == ["Two women", "Jana Orl"]


def test_anyone_is_nobody_who_could_be_asked() -> None:
    assert told("Anyone who stood there knows it was late.", "Anyone|knows|it was late").speakers == [None]


def test_who_is_named_after_nobody_is_not_nobody() -> None:
    text = "Odd Marsk was the foreman for years. Nobody told him why he had to go. “I broke the glass,” he said."
    assert told(text, "he|said|I broke the glass").speakers != ["Nobody"]
    assert told("Eleven came by bus. None could say who had paid.", "None|say|who had paid").speakers == [None]


def test_the_operator_of_the_lead_is_the_company_whose_voice_speaks_next() -> None:
    lead = "A drone shut Brell Vale airport, the operator said.\n\n"
    marks = ("the operator|said|A drone shut", "Cress Holm|said|Four were hurt")
    assert told(f"{lead}Fenport spokeswoman Cress Holm said: Four were hurt.", *marks).speakers[0] == "Fenport"
    assert told(f"{lead}Dock Union leader Cress Holm said: Four were hurt.", *marks).speakers[0] == "the operator"
