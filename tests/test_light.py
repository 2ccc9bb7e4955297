"""French and Spanish by their lexicons alone: one way of saying so in each case. Every name is invented."""

from __future__ import annotations

import pytest

from rashomon.attribute.reading import read_report
from rashomon.model import Reading, Report, Stance


def reading(text: str, lang: str) -> Reading:
    return read_report(Report("r-1", text, lang=lang))


def triples(text: str, lang: str) -> list[tuple[str | None, str | None, str]]:
    return [
        (s.source.exact if s.source else None, s.cue.exact if s.cue else None, s.text)
        for s in reading(text, lang).statements
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "« Nous avons tout vu », a dit Odile Marsk.", ("Odile Marsk", "a dit", "« Nous avons tout vu »")),
        ("fr", "Le maire a déclaré que la route était ouverte.", ("Le maire", "a déclaré", "la route était ouverte")),
        (
            "fr",
            "Onze personnes sont mortes dans la vallée, a indiqué vendredi le ministère des Routes.",
            ("le ministère des Routes", "a indiqué", "Onze personnes sont mortes dans la vallée"),
        ),
        ("fr", "Selon l’hôpital, onze personnes sont mortes.", ("l’hôpital", "Selon", "onze personnes sont mortes")),
        ("fr", "L’armée nie avoir tiré sur le marché.", ("L’armée", "nie", "avoir tiré sur le marché")),
        (
            "fr",
            "La compagnie a reconnu pour la première fois que la grille était fermée.",
            ("La compagnie", "a reconnu", "la grille était fermée"),
        ),
        # the subject of a second verb is the first one's
        (
            "fr",
            "Il maintient que la route est libre, et assure que les soldats sont partis.",
            ("Il", "assure", "les soldats sont partis"),
        ),
        # who is described is named after a comma, and 'pour sa part' names nobody
        (
            "fr",
            "La barge portait 212 passagers, selon le porte-parole du port, Ivo Torvik.",
            ("le porte-parole du port, Ivo Torvik", "selon", "La barge portait 212 passagers"),
        ),
        (
            "fr",
            "Selon le préfet, Orvane et Tolva ont été évacuées.",
            ("le préfet", "Selon", "Orvane et Tolva ont été évacuées"),
        ),
        (
            "fr",
            "« La grille était ouverte », assure pour sa part Odile Marsk.",
            ("Odile Marsk", "assure", "« La grille était ouverte »"),
        ),
        ("es", "La alcaldesa, por su parte, dijo que no sabía nada.", ("La alcaldesa", "dijo", "no sabía nada")),
        # what stands before the colon is another's
        (
            "es",
            "La empresa lo niega: según su portavoz, Ivo Torvik, la barca fue revisada.",
            ("su portavoz, Ivo Torvik", "según", "la barca fue revisada"),
        ),
        ("es", "«No vimos nada», declaró Odón Marsk.", ("Odón Marsk", "declaró", "«No vimos nada»")),
        (
            "es",
            "El alcalde dijo que la carretera estaba abierta.",
            ("El alcalde", "dijo", "la carretera estaba abierta"),
        ),
        (
            "es",
            "Según el hospital, once personas murieron en el valle.",
            ("el hospital", "Según", "once personas murieron en el valle"),
        ),
        ("es", "El ejército negó haber disparado.", ("El ejército", "negó", "haber disparado")),
        (
            "es",
            "La naviera, Líneas Torvik, admite haber suspendido a dos marineros.",
            ("La naviera, Líneas Torvik", "admite", "haber suspendido a dos marineros"),
        ),
    ],
)
def test_one_way_of_saying_so(lang: str, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text, lang)


def test_an_abbreviation_ends_no_sentence_and_a_quotation_is_not_cut() -> None:
    text = "« Pas de patrouille. Rien du tout », a dit M. Marsk."
    assert triples(text, "fr") == [("M. Marsk", "a dit", "« Pas de patrouille. Rien du tout »")]


@pytest.mark.parametrize(
    ("lang", "text", "stance"),
    [
        ("fr", "L’armée a démenti tout retard dans la vallée.", Stance.DENIES),
        ("fr", "« Il n’y avait pas de patrouille », a dit le colonel.", Stance.DENIES),
        ("fr", "Le maire reconnaît que la grille était fermée.", Stance.ADMITS),
        ("fr", "Un garde a dit qu’il y avait peut-être une patrouille.", Stance.HEDGED),
        ("es", "«No hubo cadena», dijo el portavoz.", Stance.DENIES),
        ("es", "El alcalde dijo que no más de 400 personas iban a bordo.", Stance.ASSERTS),
    ],
)
def test_stance(lang: str, text: str, stance: Stance) -> None:
    assert [s.stance for s in reading(text, lang).statements] == [stance]


def test_a_pronoun_is_the_last_named_source_and_nobody_without_one() -> None:
    text = "Odile Marsk a dit que la route était libre. Elle a ajouté que les soldats étaient partis."
    made = reading(text, "fr")
    assert {s.speaker for s in made.statements} == {
        source.id for source in made.sources if source.name == "Odile Marsk"
    }
    alone = reading("Elle a ajouté que les soldats étaient partis.", "fr")
    assert [s.speaker for s in alone.statements] == [None]
    assert alone.unresolved


def test_furniture_gives_nothing() -> None:
    text = "Le journal dit que tous les droits sont réservés."
    report = Report("r-1", text, lang="fr")
    marked = Report("r-1", text, lang="fr", furniture=(report.span(0, len(text)),))
    assert read_report(marked).statements == ()


def test_who_quotes_a_source_is_a_hop_and_no_part_of_it() -> None:
    text = "Neuf personnes sont mortes, selon l’organisation Voile Blanche, citée par l’agence Norvane Presse."
    found = read_report(Report("r-1", text, lang="fr"))
    names = {source.id: source.name for source in found.sources}
    assert [s.text for s in found.statements] == ["Neuf personnes sont mortes"]
    assert [names[s.speaker or ""] for s in found.statements] == ["Voile Blanche"]
    assert [[names[hop] for hop in s.via] for s in found.statements] == [["Norvane Presse"]]


def test_a_second_participle_shares_its_auxiliary() -> None:
    text = "Le ministère a nié avoir visé le pont et affirmé avoir frappé un dépôt."
    found = read_report(Report("r-1", text, lang="fr")).statements
    assert [(s.text, s.stance.value) for s in found] == [
        ("avoir visé le pont", "denies"),
        ("avoir frappé un dépôt", "asserts"),
    ]


def test_a_spanish_verb_without_a_subject_goes_on_with_the_last_speaker() -> None:
    text = "El alcalde, Tomás Reyl, dijo que el puente estaba abierto. Añadió que nadie había avisado a los vecinos."
    found = read_report(Report("r-1", text, lang="es"))
    names = {source.id: source.name for source in found.sources}
    assert [names.get(s.speaker or "") for s in found.statements] == ["Tomás Reyl", "Tomás Reyl"]


def test_who_says_a_thing_according_to_another_is_not_given_the_other_for_content() -> None:
    found = triples("La empresa lo niega: según su portavoz, Ivo Torvik, la barca fue revisada.", "es")
    assert [source for source, _, _ in found] == ["su portavoz, Ivo Torvik"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "« Mes barques sont au fond », grogne Odile Marsk, passeuse.", ("Odile Marsk", "grogne")),
        ("fr", "« Mes barques sont au fond », se souvient-elle.", ("elle", "se souvient-elle")),
        ("es", "«Que cierren la esclusa», opina el guarda Odón Marsk.", ("guarda Odón Marsk", "opina")),
    ],
)
def test_behind_a_quotation_any_verb_before_a_name_says_it(lang: str, text: str, expected: tuple[str, str]) -> None:
    assert [(who, cue) for who, cue, _ in triples(text, lang)] == [expected]


def test_a_quotation_that_goes_on_in_its_paragraph_is_the_same_persons() -> None:
    text = "«No vimos nada», cuenta Odón Marsk. «La barca ya no estaba.»\n\n«Nadie miró la esclusa.»"
    assert triples(text, "es") == [
        ("Odón Marsk", "cuenta", "«No vimos nada»"),
        ("Odón Marsk", "cuenta", "«La barca ya no estaba.»"),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Onze passeurs se sont noyés dans le canal de Tolva."),
        ("es", "La esclusa quedó abierta toda la noche."),
        ("es", "Murieron 11 barqueros."),
    ],
)
def test_a_plain_sentence_is_the_outlet_s_own(lang: str, text: str) -> None:
    (only,) = reading(text, lang).statements
    assert (only.text, only.own_voice) == (text, True)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Qui a ouvert la grille du canal cette nuit ?"),
        ("fr", "Nous ne savons rien de la grille du canal."),
        ("es", "Lo contó ayer en la radio el guarda de la esclusa."),
        ("es", "Una tarde cualquiera."),
    ],
)
def test_a_question_and_what_somebody_tells_is_not(lang: str, text: str) -> None:
    assert not [s for s in reading(text, lang).statements if s.own_voice]
