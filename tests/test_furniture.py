"""What is furniture and what is the report's own: by general patterns, in three languages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.furniture import furniture

BODY = (
    "The ferry turned back at dawn after its engine failed, the harbour master said on Monday, and forty passengers "
    "were taken off by lifeboat.\n\n"
    '"Nobody was hurt, and nobody was told why," said Ilka Morrow, who had been on deck with her two sons.'
)


def marked(notice: str, lang: str = "en") -> list[str]:
    text = f"{BODY}\n\n{notice}"
    return [text[start:end] for start, end in furniture(text, lang)]


@pytest.mark.parametrize(
    "notice",
    [
        "We use cookies to improve this site.",
        "Sign up for our morning newsletter.",
        "Subscribe to our daily email and get the news in your inbox.",
        "READ MORE: Council votes on new pier",
        "Related: How the pier was built",
        "SEE ALSO:  Ten photographs of the pier",
        "Read more",
        "Advertisement",
        "Follow us on Twitter and Facebook.",
        "Follow Ada Quill on Twitter @adaquill.",
        "Photo: Bram Oake/Northern Wire",
        "File photo of the harbour. Picture: Courier library",
        "© Northern Wire. All rights reserved.",
        "For media inquiries: press@northern.example",
        "Disclaimer: The views in this article are those of the author.",
        "This is an edited transcript of an interview broadcast on Monday.",
        "Views expressed by guests are their own.",
        "Ada Quill is a columnist. The opinions expressed are the author’s own.",
        "Write to letters@courier.example",
        "This article was first published in the Eastmoor Gazette.",
        "This story is available under a Creative Commons licence.",
        "The Eastmoor Courier is published weekly.",
        "(Reporting by Ada Quill; Editing by Tom Brask)",
        "Additional reporting by Tom Brask",
        "Articles by: PTI",
        "The site is a member of the press council. Small ads: call 555 0101.",
    ],
)
def test_a_notice_after_the_report_is_furniture_whole(notice: str) -> None:
    assert marked(notice) == [notice]


@pytest.mark.parametrize(
    ("notice", "lang"),
    [
        ("Lire aussi : Le port fermé jusqu’à lundi", "fr"),
        ("Abonnez-vous à notre lettre du soir.", "fr"),
        ("Nous utilisons des cookies pour améliorer ce site.", "fr"),
        ("Tous droits réservés.", "fr"),
        ("Lea también: El puerto sigue cerrado", "es"),
        ("Suscríbase a nuestro boletín.", "es"),
        ("Este sitio utiliza cookies propias y de terceros.", "es"),
        ("Prohibida su reproducción.", "es"),
    ],
)
def test_french_and_spanish_notices(notice: str, lang: str) -> None:
    assert marked(notice, lang) == [notice]


@pytest.mark.parametrize(
    "sentence",
    [
        # what people say of cookies, newsletters and copyright is news
        "The minister said the site uses cookies that follow readers across the web.",
        'She told members to "sign up for our newsletter" and was fined for it.',
        "The court found that the paper had no permission to reprint the photographs, the judge wrote.",
        # a verb that only looks like a label
        "Like her mother, the captain trained on the strait.",
        "Watch officers had reported smoke an hour earlier.",
        "Photographs show the hull before the storm.",
        "The man first appeared in a video last August.",
        "Related damage was found in four other houses.",
        # a correction is the paper's own statement, and a trace of what stood there before
        "Editor’s note: An earlier version of this article gave a wrong number of passengers.",
        "This article was updated to correct the number of passengers.",
        "Follow-up inspections found cracks in two more ferries.",
        "The meeting was private and does not constitute an endorsement, the bishop’s office said.",
    ],
)
def test_the_body_is_worth_more_than_a_clean_margin(sentence: str) -> None:
    assert marked(sentence) == []


def test_a_paper_speaks_of_itself_only_after_the_report() -> None:
    text = f"Ada Quill is a columnist and was on board.\n\n{BODY}"
    assert furniture(text, "en") == ()


def test_a_legal_notice_is_furniture_though_it_quotes() -> None:
    notice = (
        'This site holds copyrighted material the use of which was not authorised. We call it "fair use of such '
        'material" and say so. The contents of this article are the responsibility of the author.'
    )
    assert marked(notice) == [notice]


def test_a_notice_at_the_end_of_a_text_that_lost_its_line_breaks() -> None:
    text = " ".join([BODY.replace("\n\n", " ")] * 4) + " Read Also"
    assert [text[slice(*place)] for place in furniture(text, "en")] == ["Read Also"]


def test_a_text_is_never_furniture_altogether() -> None:
    assert furniture("Video: Two trains met on one track near Eastmoor, and nobody was hurt.", "en") == ()


@given(st.text(st.sampled_from("Read more: cookies\n\r ©(.)\"'“”Reporting by PTI, said –-é\u2028"), max_size=300))
def test_furniture_is_in_order_apart_and_inside(text: str) -> None:
    places = furniture(text, "en")
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
