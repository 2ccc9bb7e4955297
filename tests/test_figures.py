"""Figures: what is read, with which bounds, and what is no figure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from rashomon.errors import MissingModel
from rashomon.text.figures import Quantity, find
from rashomon.text.figures.bounds import bounded
from rashomon.text.figures.table import KINDS, LANGUAGES, table
from rashomon.text.parse import parse


@cache
def parsed(text: str, lang: str = "en") -> Doc:
    return parse(text, lang)


def read(text: str, lang: str = "en") -> tuple[Quantity, ...]:
    return find(text, lang, parsed(text, lang))


def one(text: str, lang: str = "en") -> Quantity:
    found = read(text, lang)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The board counted 14 trucks.", 14, 14),
        ("The board counted twenty-three trucks.", 23, 23),
        ("The board counted 1,250 trucks.", 1250, 1250),
        ("three hundred and fifty people fled", 350, 350),
        # an upper bound that is not reached
        ("almost 50 trucks left", 45, 49),
        ("nearly four trucks left", 3, 3),
        # a tenth on either side, one at least
        ("about 200 people fled", 180, 220),
        ("some four people fled", 3, 5),
        ("200 people or so fled", 180, 220),
        # counted things go on at the next whole number
        ("more than 500 people fled", 501, None),
        ("at least 12 people fled", 12, None),
        ("no fewer than 12 people fled", 12, None),
        ("fewer than 12 people fled", None, 11),
        ("up to 40 people fled", None, 40),
        ("no more than 40 people fled", None, 40),
        # ranges
        ("between 23 and 27 people fled", 23, 27),
        ("200 to 300 people fled", 200, 300),
        ("6-7 trucks left", 6, 7),
        ("six or seven trucks left", 6, 7),
        # vague words
        ("dozens of people fled", 24, 99),
        ("a few dozen people fled", 24, 60),
        ("tens of thousands of people fled", 20000, 99999),
        ("a huge number of people fled", None, None),
        ("half a million people fled", 500_000, 500_000),
        ("more than a quarter of a million people fled", 250_001, None),
        # zero is said, and is never 'not stated'
        ("No civilians were hurt.", 0, 0),
        ("None of them was hurt.", 0, 0),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("The crossing took almost two hours.", 96, 119, "minutes"),
        ("The crossing took an hour and fifty minutes.", 110, 110, "minutes"),
        ("The crossing took a good hour.", 60, 72, "minutes"),
        ("The crossing took half an hour.", 30, 30, "minutes"),
        ("The wall is 3.5km long.", 3.5, 3.5, "km"),
        ("A 500kg bomb fell.", 500, 500, "kg"),
        ("The wall is more than 3 km long.", 3, None, "km"),
        ("They paid between $48,000 and $90,000.", 48000, 90000, "USD"),
        ("They paid £2.5m.", 2500000, 2500000, "GBP"),
        ("They paid USD10m.", 10000000, 10000000, "USD"),
        ("The harbour holds 35 per cent of it.", 35, 35, "percent"),
        ("It was minus-14 degrees.", -14, -14, "degrees"),
        ("Two-thirds of the harbour burned.", 2 / 3, 2 / 3, "share"),
        ("Half of the harbour burned.", 0.5, 0.5, "share"),
        # one week is not counted in whole weeks when it is not full
        ("It took nearly a week.", 0.9, 1, "weeks"),
        ("It took less than a year.", None, 1, "years"),
        # 'm' is metres without money before it or a thing counted after it
        ("The guns stood 80m from the harbour.", 80, 80, "metres"),
        ("The call came at 21:40.", 1300, 1300, "clock"),
        ("The call came at 5.30 p.m. on the quay.", 1050, 1050, "clock"),
        ("The call came at half past six.", 390, 390, "clock"),
        ("The call came at 715 pm on the quay.", 1155, 1155, "clock"),
        ("The call came at nine, he said.", 540, 540, "clock"),
        ("The call came at about seven on the Tuesday.", 420, 420, "clock"),
        ("The toll stood at nine, he said.", 9, 9, ""),
        ("The call came at nine houses.", 9, 9, ""),
        ("The call came shortly before midnight.", 0, 0, "clock"),
        ("The call came at 0400 GMT.", 240, 240, "clock"),
        ("The call came at 02.14 on the quay.", 134, 134, "clock"),
        ("The call came at 14.30 on Friday.", 870, 870, "clock"),
        # a price
        ("The shares closed at 14.30 after the call.", 14.3, 14.3, ""),
    ],
)
def test_units(text: str, low: float | None, high: float | None, unit: str) -> None:
    quantity = one(text)
    assert quantity.unit == unit
    assert quantity.low == pytest.approx(low)
    assert quantity.high == pytest.approx(high)


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 13 March.",
        "It happened on March 13, 2031.",
        "It happened in 2031.",
        "It happened by 2120.",
        "Aldo Renn, 34, said so.",
        "a 65-year-old fisherman",
        "The boy, aged 12, said so.",
        "A net-maker of 34 died in a cell.",
        "They asked a woman of seventy-four.",
        "The boys were aged under 10.",
        # numbers of a page, a unit, a point on a map
        "The board met. 12",
        "The board met (61).",
        "17-06-2031 The board met.",
        "Regiment 111 fled.",
        "They took points 856.",
        "It has stood since 1750 BC.",
        "Brannick beat Harl 2-1.",
        "They met in Shed 9.",
        "Flight 714 landed.",
        "Train 417 was late, and so was tram 12.",
        "The S&P 500 rose.",
        "the 22nd regiment",
        "It was one of the worst nights.",
        "They used the same one.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert [text[q.start : q.end] for q in read(text)] == []


@pytest.mark.parametrize(
    ("text", "counted", "scope"),
    [
        ("About four men were killed.", "men", "killed"),
        ("Hundreds of Red Lantern fighters left the city.", "Red Lantern fighters", ""),
        ("The blast wounded 14 dock workers.", "dock workers", "injured"),
        ("The shell hit the quay, killing one person.", "person", "killed"),
        ("The ministry said 250 families were displaced.", "families", "displaced"),
        # a board that says so is not 'on board', and what is carried out carries nobody
        ("There were 31, the harbour board said.", "", ""),
        ("There were 31 men on board.", "men", "aboard"),
        ("The coalition carried out 12 raids.", "raids", ""),
        # 'rebel-held' holds nobody
        ("Two rebel-held villages stood empty.", "rebel-held villages", ""),
        ("It wounded 40 Tuesday on the quay.", "", "injured"),
    ],
)
def test_what_is_counted_and_what_befell_it(text: str, counted: str, scope: str) -> None:
    quantity = one(text)
    assert (quantity.counted, quantity.scope) == (counted, scope)


def test_each_verb_has_its_own_object() -> None:
    text = (
        "The blast killed 16 people including at least one child and wounded 22; since then 300 have died and 40 fled."
    )
    assert [q.scope for q in read(text)] == ["killed", "killed", "injured", "killed", "displaced"]


def test_a_part_is_marked() -> None:
    total, part = read("At least 12 people, including four children, were killed.")
    assert (total.subset, part.subset) == (False, True)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        # what stands after a total and adds up to it
        (
            "23 people were killed in Orve: eleven patients, four of our staff and eight visitors.",
            [False, True, True, True],
        ),
        ("26 died (23 at the gate and three in the shed).", [False, True, True]),
        # another sum
        ("30 people were killed in Orve: eleven patients, four nurses and eight visitors.", [False] * 4),
        # members of a body are no part of another number
        ("Fourteen members of the Northern Front died.", [False]),
        ("Four of the dead were from Orve.", [True]),
    ],
)
def test_parts_add_up_to_their_total(sentence: str, parts: list[bool]) -> None:
    assert [q.subset for q in find(sentence, "en", parse(sentence, "en"))] == parts


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("Two workers died and fewer than 20 people felt unwell.", ["killed", "ill"]),
        ("Jets hit three buses on the Orve road, killing 31 people.", ["", "killed"]),
        ("Up to 30 militants were eliminated.", ["killed"]),
    ],
)
def test_what_befell_one_did_not_befall_the_other(sentence: str, scopes: list[str]) -> None:
    assert [q.scope for q in find(sentence, "en", parse(sentence, "en"))] == scopes


@pytest.mark.parametrize(
    ("text", "lang", "high"),
    [
        ("The blast did not kill more than eight people.", "en", 8),
        ("No murieron más de ocho civiles.", "es", 8),
        # another clause is not denied
        ("It is not known how more than eight people died.", "en", None),
    ],
)
def test_a_denied_lower_bound_is_an_upper_one(text: str, lang: str, high: float | None) -> None:
    (found,) = find(text, lang)
    assert found.high == high


def test_about_is_no_modifier_where_it_belongs_to_the_verb() -> None:
    assert one("He told the reporters about four men.").low == 4
    assert one("The gatekeeper, who first spoke to the Post last month about four men in grey, has left.").low == 4
    assert one("He saw about four men.").low == 3
    assert one("He spoke as about four men ran.").low == 3
    assert one("He spoke of about four men.").low == 3


def test_a_conversion_in_brackets_keeps_the_modifier() -> None:
    first, second = read("The rockets reach more than 100 km (60 miles).")
    assert (first.low, first.high, second.low, second.high) == (100, None, 60, None)


@pytest.mark.parametrize(
    ("text", "trends"),
    [
        ("Arrivals fell 12 per cent.", ["down"]),
        ("The board increased the guard by 40 men.", ["up"]),
        ("It lost 190 points, or 0.6%.", ["down", "down"]),
        ("The boat carried 40 men.", [""]),
        ("Harl gave up 40 yards.", [""]),
    ],
)
def test_a_rise_or_a_fall_is_kept(text: str, trends: list[str]) -> None:
    assert [q.trend for q in read(text)] == trends


def test_so_much_to_so_much_is_no_range() -> None:
    assert [(q.low, q.high) for q in read("It climbed 0.5% to 1,333.")] == [(0.5, 0.5), (1333, 1333)]


def test_two_numbers_in_one_noun_phrase_do_not_overlap() -> None:
    text = "They dropped two 500kg bombs."
    assert [text[q.start : q.end] for q in read(text)] == ["two", "500kg"]


@pytest.mark.parametrize(
    ("text", "lang", "low", "high"),
    [
        ("Au moins quatre-vingts personnes ont fui.", "fr", 80, None),
        ("une dizaine de camions", "fr", 9, 11),
        ("près de 1.200 personnes", "fr", 1080, 1199),
        ("Plus du double de ce chiffre.", "fr", 2, None),
        ("Al menos veintitrés personas huyeron.", "es", 23, None),
        ("unos doscientos combatientes", "es", 180, 220),
        ("más de 1.200 personas", "es", 1201, None),
    ],
)
def test_french_and_spanish(text: str, lang: str, low: float | None, high: float | None) -> None:
    quantity = one(text, lang)
    assert (quantity.low, quantity.high) == (low, high)


def test_without_a_parse_the_bounds_are_the_same() -> None:
    text = "At least 12 people and almost 50 trucks left; 200 to 300 stayed."
    assert [(q.low, q.high) for q in find(text, "en")] == [(q.low, q.high) for q in read(text)]


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(MissingModel):
        find("40 Menschen", "de")


MIXED = """40 1,250 2.5 2031 13 9 twelve a dozen dozens hundred million of to and or between from about almost more
than at least up no not none half third two-thirds hour hours minutes km m % $ £ people men killed one an the March S&P
- – / ( ) , . : minus- sub- cent vingt veinte une dizaine de plus moins entre años ans 5.30 p.m. 2-1 31:99"""
WORDS = MIXED.split()
phrases = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=60), phrases))
def test_laws_without_a_parse(lang: str, text: str) -> None:
    laws(text, find(text, lang))


@settings(max_examples=60, deadline=None)
@given(text=phrases)
def test_laws_with_a_parse(text: str) -> None:
    laws(text, find(text, "en", parse(text, "en")))


def laws(text: str, found: tuple[Quantity, ...]) -> None:
    for quantity in found:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end].strip()
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_two_vague_words_beside_one_modifier_share_no_character() -> None:
    text = "dozens about dozens"
    laws(text, find(text, "en"))


@given(value=st.integers(0, 10**9), kind=st.sampled_from(KINDS), continuous=st.booleans())
def test_a_modifier_never_turns_the_bounds_round(value: int, kind: str, continuous: bool) -> None:
    low, high = bounded(value, value, kind, continuous=continuous)
    assert low is None or high is None or low <= high


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_the_tables_are_well_formed(lang: str) -> None:
    data = tomllib.loads((files("rashomon.text.figures") / f"{lang}.toml").read_text("utf-8"))
    known = table(lang)
    assert set(KINDS) <= set(data["modifiers"])
    assert known.after <= set(known.modifiers)
    for words, (low, high) in known.vague.items():
        assert low is None or high is None or low <= high, words
    assert all(word == word.casefold() for word in [*known.values, *known.scales, *known.modifiers, *known.vague])
    assert all(re.fullmatch(r"[^\W\d_]+", word) for word in known.fates if " " not in word)


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("It could confirm nine deaths and that rescuers were still searching for 11 people.", ["killed", "missing"]),
        ("Brask admitted on Monday that one of the 12 alarms had been out of order.", [""]),
        ("A hospital official said 27 people had been admitted.", ["admitted"]),
    ],
)
def test_what_befell_them_does_not_cross_into_another_clause(sentence: str, scopes: list[str]) -> None:
    assert [q.scope for q in find(sentence, "en", parse(sentence, "en"))] == scopes


def test_a_number_that_names_a_place_below_ground_counts_nothing() -> None:
    assert find("He ordered the alarm in gallery four to be unplugged.", "en") == ()


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        # a noun far before says what the number counts
        ("The death toll from the blast at the grain market on Friday has risen to 70.", ["killed"]),
        ("The number of injured brought to the clinics of the town was 30.", ["injured"]),
        # what befell the first is not what befell the second
        ("Seven killed, 37 others injured in shelling.", ["killed", "injured"]),
        ("Seven killed 37 others injured in shelling.", ["killed", "injured"]),
        ("The war has killed 900 people and driven 2,000 from their homes.", ["killed", "displaced"]),
    ],
)
def test_a_number_keeps_its_own_fate(sentence: str, scopes: list[str]) -> None:
    assert [q.scope for q in read(sentence)] == scopes


def test_a_half_before_its_unit_is_one_duration() -> None:
    quantity = one("The siege has lasted four and a half years.")
    assert (quantity.low, quantity.unit) == (4.5, "years")


def test_volumes_have_a_unit() -> None:
    assert one("The dam lost 1.2 million cubic metres of mud.").unit == "cubic metres"


@pytest.mark.parametrize("text", ["The board spoke of the May 21 gas attack.", "Children at ages below 8 were hurt."])
def test_a_day_and_an_age_count_nothing(text: str) -> None:
    assert read(text) == ()


def test_people_after_a_month_are_counted() -> None:
    assert [q.counted for q in read("In May 21 soldiers died.")] == ["soldiers"]


@pytest.mark.parametrize(
    ("text", "lang", "scope"),
    [
        ("El servicio dijo que 71 personas seguían desaparecidas.", "es", "missing"),
        ("Una bomba mató a 12 civiles.", "es", "killed"),
        ("Trente personnes ont été évacuées.", "fr", "evacuated"),
        ("Quatre femmes ont été blessées.", "fr", "injured"),
        # what follows a number is not always what it counts
        ("Otras 43 resultaron heridas.", "es", "injured"),
    ],
)
def test_what_befell_them_in_french_and_spanish(text: str, lang: str, scope: str) -> None:
    assert one(text, lang).scope == scope


def test_what_is_counted_among_the_dead_is_a_part() -> None:
    assert one("Of those killed, nine were guards.").subset
    assert one("Among the dead were four children.").subset


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Six of whom were children died.", [True]),
        ("The clinic took in 140 injured people, some of whom had burns.", [False]),
        ("The clinic took in 140 people of whom six were children.", [False, True]),
    ],
)
def test_those_of_whom_some_are_told_are_the_whole(text: str, parts: list[bool]) -> None:
    assert [q.subset for q in read(text)] == parts


def test_a_noun_for_those_harmed_says_it_itself() -> None:
    found = read("Sept personnes ont été tuées et plus de 40 blessées dans le port.", "fr")
    assert [(q.counted, q.scope) for q in found] == [("personnes", "killed"), ("blessées", "injured")]


def test_a_verb_after_a_number_is_not_what_it_counts() -> None:
    assert one("Otras 43 resultaron heridas.", "es").counted == ""
