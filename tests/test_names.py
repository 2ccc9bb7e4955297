import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.names import (
    Name,
    abbreviates,
    fold,
    is_acronym,
    is_person_noun,
    noun_gender,
    outlet_like,
    parted,
    same_outlet,
    stands_for,
    title_gender,
)
from rashomon.text.translit import key, keys, same_given


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Lt Col Arvid Stenmark Jr", Name("Lt Col", "Arvid Stenmark")),
        ("the Harbour Union", Name("", "Harbour Union")),
        ("Dr. Ilsa Corr", Name("Dr.", "Ilsa Corr")),
        ("Lieutenant-Commander Odile Marsh", Name("Lieutenant-Commander", "Odile Marsh")),
        ("Corr’s", Name("", "Corr")),
        # a title alone stays what it is
        ("Colonel", Name("", "Colonel")),
    ],
)
def test_a_printed_name_is_parted_from_article_titles_and_suffix(printed: str, expected: Name) -> None:
    assert parted(printed) == expected


@pytest.mark.parametrize(
    ("noun", "gender"),
    [("spokeswoman", "f"), ("fisherman", "m"), ("mother", "f"), ("spokesperson", ""), ("witness", ""), ("human", "")],
)
def test_a_noun_tells_a_gender_or_none(noun: str, gender: str) -> None:
    assert noun_gender(noun) == gender


def test_a_title_tells_a_gender_or_none() -> None:
    assert [title_gender(t) for t in ("Mr", "Mrs", "Dr", "Capitaine")] == ["m", "f", "", ""]


@pytest.mark.parametrize("noun", ["gatekeeper", "whistleblower", "zoologist", "film-maker", "chairwoman"])
def test_a_noun_for_a_person_is_known_by_list_or_ending(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["newspaper", "order", "winter", "ministry", "list"])
def test_a_noun_that_ends_like_a_persons_is_none(noun: str) -> None:
    assert not is_person_noun(noun)


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("NDF", "Northern Democratic Forces", True),
        ("MCT", "Ministry of Coasts and Tides", True),
        ("MOCAT", "Ministry of Coasts and Tides", True),
        ("N.D.F.", "Northern Democratic Forces", True),
        ("NDF", "Northern Dockers", False),
        # one word has no initials
        ("N", "Northern", False),
    ],
)
def test_an_acronym_stands_for_a_name_by_its_initials(short: str, name: str, expected: bool) -> None:
    assert stands_for(short, name) is expected


def test_an_agency_is_abbreviated_by_letters_of_its_name_in_order() -> None:
    assert abbreviates("TBX", "Tarbex News Agency")
    assert not abbreviates("TBX", "Orvell Post")
    assert not abbreviates("XBT", "Tarbex News Agency")


def test_capitals_are_an_acronym() -> None:
    assert is_acronym("NDF") and is_acronym("U.N.") and not is_acronym("Ndola")


def test_an_outlet_is_known_by_a_word_of_its_name() -> None:
    assert outlet_like("The Orvell Courier") and outlet_like("Sandhaven FM")
    assert not outlet_like("Harbour Union")


def test_an_outlet_is_one_under_its_short_name_and_its_letters() -> None:
    assert same_outlet("the Courier", "The Orvell Courier")
    assert same_outlet("TBX", "Tarbex News Agency")
    assert not same_outlet("The Orvell Post", "The Orvell Courier")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Gaddafi", "Qaddafi", "Kadafi", "Gadhafi", "Qadhafi", "al-Gaddafi", "Kadhafi"),
        ("Mohammed", "Muhammad", "Mohamed", "Muhammed"),
        ("Hussein", "Husain", "Hussain", "Husayn"),
        ("Zelensky", "Zelenskyy", "Zelenskiy"),
        ("Yanukovych", "Yanukovich"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key(word) for word in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Gaddafi", "Haddad"), ("Corr", "Carrow"), ("Petrov", "Petrosyan")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_an_article_by_itself_has_no_key() -> None:
    assert keys(("omar", "al", "sadun")) == keys(("omar", "al-sadun"))


def test_given_names_agree_by_key_initial_or_short_form() -> None:
    assert same_given("Muhammad", "Mohamed") and same_given("R.", "Ryan") and same_given("Alex", "Alexander")
    assert not same_given("Ryan", "Robert")


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=20))
def test_a_key_does_not_hang_on_case_or_accents(word: str) -> None:
    assert key(word) == key(fold(word))
