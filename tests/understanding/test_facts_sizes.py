"""Sizes beside a licence, how many may talk at once, and people who are set up; what only looks like one of them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("en", "plan's good for 12 people on the phone at the same time, fourteen never get through", 12),
        ("de", "laut Schlüssel dürfen zwölf Leute gleichzeitig telefonieren", 12),
        ("it", "la licenza ci fa parlare in dodici alla volta", 12),
        ("fr", "notre licence autorise douze appels en même temps", 12),
        ("ru", "по ключу разом могут говорить двенадцать человек", 12),
        ("el", "η άδεια σηκώνει δώδεκα συνομιλίες ταυτόχρονα", 12),
        ("pt", "a licença deixa doze falarem ao mesmo tempo", 12),
        ("es", "la licencia deja hablar a doce a la vez", 12),
        ("en", "key allows 10 concurrent calls", 10),
        ("de", "20 SC", 20),
        ("fr", "licence 40 canaux", 40),
        ("en", "audio breaks up with 10 simultaneous calls or more", None),
        ("de", "bei 10 gleichzeitigen Anrufen ruckelt der Ton", None),
        ("it", "con 10 chiamate contemporanee la voce gracchia", None),
        ("fr", "à partir de 10 appels simultanés le son saccade", None),
        ("ru", "при 10 одновременных вызовах звук рвётся", None),
        ("el", "με 10 ταυτόχρονες κλήσεις σπάει ο ήχος", None),
        ("pt", "com 10 chamadas simultâneas o áudio falha", None),
        ("es", "con 10 llamadas simultáneas se corta el audio", None),
    ],
)
def test_a_size_beside_its_unit_or_a_licence(extractor: Any, language: str, text: str, size: int | None) -> None:
    assert extractor.extract(text, language).facts.get("simultaneous_calls") == size


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "can a licence for 32 calls be split between two firms?"),
        ("en", "a leaflet says 24SC for half the price, true?"),
        ("de", "wenn wir 48SC kaufen, wird es dann besser?"),
        ("de", "Im Prospekt steht 64SC geschenkt, stimmt das?"),
        ("it", "se prendiamo 64SC possiamo togliere la vecchia?"),
        ("it", "il volantino parla di 64SC in regalo, è vero?"),
        ("fr", "une licence 32 canaux, ça se coupe en deux ?"),
        ("ru", "если купим 64SC, очередь пройдёт?"),
        ("ru", "в рекламе обещают 64SC даром, правда?"),
        ("el", "μια άδεια για 32 κανάλια χωρίζεται στα δύο;"),
        ("pt", "um panfleto fala em 64SC de graça, é verdade?"),
        ("es", "un folleto habla de 64SC gratis, ¿es cierto?"),
    ],
)
def test_an_advert_or_a_question_has_no_size(extractor: Any, language: str, text: str) -> None:
    assert "simultaneous_calls" not in extractor.extract(text, language).facts


@pytest.mark.parametrize(
    ("language", "text", "extensions"),
    [
        ("en", "31 of us are set up on it", 31),
        ("en", "300 staff here, 45 of them have an extension", 45),
        ("en", "3 new users were created yesterday and can't log in", None),
        ("de", "60 Apparate sind eingerichtet", 60),
        ("de", "gestern haben wir 4 neue Kollegen angelegt, die sehen nichts", None),
        ("it", "le chiamate dei 15 colleghi configurati si perdono", 15),
        ("it", "in azienda 200 persone, ma solo 70 hanno un interno", 70),
        ("fr", "33 téléphones sont déclarés sur le standard", 33),
        ("fr", "hier on a créé 3 nouveaux utilisateurs, rien ne marche", None),
        ("ru", "на станции висят 44 аппарата", 44),
        ("ru", "вчера завели 3 новых сотрудников и они не могут войти", None),
        ("el", "έχουμε περάσει 44 συσκευές στο σύστημα", 44),
        ("el", "το ξενοδοχείο έχει 90 δωμάτια", None),
        ("pt", "temos 44 aparelhos pendurados na central", 44),
        ("pt", "somos nove cadastrados e o app não toca", 9),
        ("es", "aquí somos 31 con extensión propia", 31),
        ("es", "perdimos 486 llamadas", None),
    ],
)
def test_who_is_set_up_has_an_extension(extractor: Any, language: str, text: str, extensions: int | None) -> None:
    assert extractor.extract(text, language).facts.get("extensions") == extensions


@pytest.mark.parametrize(
    ("language", "text", "extensions"),
    [
        ("en", "two dozen, give or take", 24),
        ("de", "so zwei Dutzend", 24),
        ("it", "una sessantina scarsa, per l'esattezza 58", 58),
        ("fr", "une quarantaine... attends je regarde, 43 pile", 43),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("ru", "полсотни где-то", 50),
        ("el", "καμιά εικοσαριά", 20),
        ("pt", "umas duas dezenas", 20),
        ("es", "una treintena", 30),
        ("en", "one thousand two hundred and fifty", 1250),
    ],
)
def test_a_number_may_be_rounded_or_long(extractor: Any, language: str, text: str, extensions: int) -> None:
    assert extractor.extract(text, language, "extensions").facts.get("extensions") == extensions


@pytest.mark.parametrize(
    ("language", "text", "extensions"),
    [
        ("en", "all 85 extensions lost their greetings", 85),
        ("en", "5 extensions lost their greetings", None),
        ("en", "no call log for any of the 58 users", 58),
        ("en", "all 300 people in the building heard it", None),
        ("de", "34 Benutzer insgesamt, die Taste bleibt rot", 34),
        ("it", "tutti i 63 utenti hanno perso la rubrica", 63),
        ("fr", "Depuis V18 Update 9 tous les postes distants sont muets", None),
        ("fr", "voyant rouge, 34 utilisateurs au total", 34),
        ("ru", "лампа красная, всего 34 пользователя", 34),
        ("el", "τώρα παίρνουμε 420 Bad Extension", None),
        ("pt", "tecla vermelha, 34 usuários no total", 34),
        ("es", "todos los 63 usuarios pierden la agenda", 63),
        ("es", "4 usuarios pierden la agenda", None),
    ],
)
def test_all_of_a_kind_are_the_amount(extractor: Any, language: str, text: str, extensions: int | None) -> None:
    assert extractor.extract(text, language).facts.get("extensions") == extensions


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("de", "16 gleichzeitig, sagt die Lizenz", 16),
        ("fr", "16 en même temps, dit la licence", 16),
        ("it", "16 alla volta, dice la licenza", 16),
        ("pt", "16 ao mesmo tempo, diz a licença", 16),
        ("es", "16 a la vez, dice la licencia", 16),
        ("ru", "завод, лицензия 80, всё на своей виртуалке", 80),
        ("el", "ξενοδοχείο, άδεια των 16. Η αφύπνιση χτυπάει", 16),
        ("en", "16 at once call us and complain", None),
        ("de", "Lizenz 2024, kein Ton", None),
    ],
)
def test_a_size_as_the_licence_says(extractor: Any, language: str, text: str, size: int | None) -> None:
    assert extractor.extract(text, language).facts.get("simultaneous_calls") == size
