"""Few words that are a choice out of a list, or a yes or no and how sure it is; one word more and they are neither."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor

CHOICES: dict[str, dict[int | None, list[str]]] = {
    "en": {
        2: [
            "2",
            "the second one",
            "option 2",
            "b",
            "2.",
            "2)",
            "#2",
            "2nd",
            "two",
            "I'd take the 2nd one please",
            "2️⃣",
            "second",
        ],
        3: ["number three", "no, the third"],
        -1: ["the last one", "the bottom one"],
        -2: ["last but one", "second to last"],
        None: [
            "the second phone is dead",
            "the first and the second",
            "not the second",
            "v20",
            "2 phones",
            "2 or 3",
            "20 2",
            "the first time",
            "yes",
            "all of them",
            "2 days ago",
            "16sc",
            "2.5",
        ],
        1: ["a", "option a pls", "1st one", "one", "the top one"],
        4: ["nr 4"],
    },
    "de": {
        2: ["2", "die zweite", "nummer zwei", "nein, das zweite", "Option b", "die 2te", "der 2. bitte", "Nr. 2"],
        3: ["der dritte punkt", "ich nehm die 3"],
        -1: ["das letzte", "ganz unten"],
        -2: ["vorletzte"],
        None: ["das zweite Telefon ist tot", "erstens", "beide", "letzte woche", "nicht das zweite", "zweitens"],
        1: ["die erste bitte", "eins"],
    },
    "it": {
        2: ["la seconda", "2", "numero due", "opzione 2", "direi la seconda", "la b", "2a", "2°"],
        3: ["il terzo punto", "no, la terza"],
        -1: ["l'ultima", "l'ultimo"],
        1: ["la prima", "opzione a"],
        None: ["il secondo telefono è morto", "non la seconda", "la prima volta"],
        -2: ["penultima"],
        6: ["sei"],
    },
    "fr": {
        2: ["la deuxième", "le 2", "numéro deux", "2e", "2ème option", "option b", "n°2"],
        -1: ["le dernier", "la dernière"],
        1: ["la première svp", "c'est le premier", "1er"],
        None: ["le second téléphone est mort", "pas le deuxième"],
        3: ["le troisième choix"],
        -2: ["avant-dernier", "l'avant-dernière"],
    },
    "ru": {
        2: ["2", "второй", "вторая", "вариант б", "2-й", "2й пункт", "второй вариант пожалуйста", "№2", "vtoroy", "b"],
        -1: ["последний вариант", "poslednij"],
        3: ["номер три", "третий пункт"],
        None: ["первый телефон сломан", "не второй"],
        -2: ["предпоследний"],
    },
    "el": {
        4: ["το τέταρτο"],
        2: ["2", "το δεύτερο", "επιλογή 2", "επιλογή β", "2ο", "όχι, το δεύτερο", "to deytero", "το β"],
        3: ["αριθμός τρία"],
        -1: ["το τελευταίο", "η τελευταία", "to teleytaio"],
        None: ["το δεύτερο τηλέφωνο είναι νεκρό", "όχι το δεύτερο"],
        1: ["η πρώτη παρακαλώ"],
        -2: ["προτελευταίο"],
    },
    "pt": {
        2: ["a segunda", "2", "opção 2", "número dois", "2ª", "2º", "opção b", "não, a segunda", "a b"],
        3: ["o terceiro"],
        -1: ["a última", "último"],
        1: ["a primeira opção", "fico com a primeira", "a"],
        None: ["o segundo telefone morreu", "não a segunda"],
        -2: ["penúltima"],
    },
    "es": {
        2: ["la segunda", "2", "opción 2", "2ª", "no, la segunda", "la b", "me quedo con la segunda"],
        3: ["el tercero", "número tres"],
        -1: ["la última", "el último"],
        1: ["la primera por favor", "la opción a", "uno"],
        None: ["el segundo teléfono está muerto", "no la segunda"],
        -2: ["penúltimo"],
    },
}
STANCES: dict[str, dict[str | None, list[str]]] = {
    "en": {
        "probably": ["I think so", "i guess", "probably", "probably yes", "yes i think so", "maybe yes", "should be"],
        "hardly": ["probably not", "no i don't think so"],
        "perhaps": ["maybe"],
        "agrees": [
            "all good",
            "yes please send it",
            "yes that is all correct please submit it now",
            "ok",
            "yes",
            "yes taht is right",
            "looks good to me",
            "👍",
            "go for it thanks",
            "no problem",
            "sure, go ahead",
        ],
        None: [
            "yes, they said it's you",
            "yes but the version",
            "no",
            "not good",
            "all good?",
            "yes and the fax",
            "thanks",
            "yes urgent",
            "ok send it to the engineer",
            "yes it also fails on mobile",
            "I think the router is dead",
        ],
    },
    "de": {
        "probably": ["ich glaube schon", "vermutlich", "wahrscheinlich ja", "ja ich denk schon", "müsste so sein"],
        "hardly": ["eher nicht", "glaub nicht"],
        "agrees": ["alles gut", "passt so", "ja bitte abschicken", "ja passt alles danke"],
        None: [
            "ja, die sagen es liegt an euch",
            "nein passt nicht",
            "alles gut soweit, aber version falsch",
            "passt nicht",
            "ja aber erst morgen",
        ],
        "perhaps": ["vielleicht"],
    },
    "it": {
        "probably": ["credo di sì", "probabilmente", "direi di si"],
        "hardly": ["credo di no"],
        "agrees": ["va bene così", "tutto a posto", "sì invia pure grazie", "sì tutto giusto"],
        None: ["sì, dicono che siete voi", "non va bene"],
        "perhaps": ["forse"],
    },
    "fr": {
        "probably": ["je crois", "je pense que oui", "sans doute"],
        "hardly": ["je ne crois pas", "probablement pas"],
        "agrees": ["c'est bon", "oui envoyez", "oui c'est bon merci", "oui vas-y"],
        None: ["oui, ils disent que c'est vous", "c'est pas bon"],
        "perhaps": ["peut-être"],
    },
    "ru": {
        "probably": ["думаю да", "наверное", "скорее всего", "dumayu da"],
        "hardly": ["вряд ли", "думаю нет"],
        "agrees": ["всё так", "да, всё верно, отправляйте", "все ок", "да да отправляй уже", "vsyo verno"],
        None: ["да, они говорят что это у вас", "не так"],
        "perhaps": ["может быть"],
    },
    "el": {
        "probably": ["νομίζω", "μάλλον ναι", "μάλλον", "nomizo nai"],
        "hardly": ["δεν νομίζω", "μάλλον όχι"],
        "agrees": ["όλα καλά", "ναι στείλτε το", "ναι όλα σωστά ευχαριστώ", "ola kala"],
        None: ["ναι, λένε ότι φταίτε εσείς", "δεν είναι καλά", "όλα καλά;"],
        "perhaps": ["ίσως"],
    },
    "pt": {
        "probably": ["acho que sim", "provavelmente", "deve ser"],
        "hardly": ["acho que não"],
        "agrees": ["tudo certo", "tudo bem", "sim pode enviar", "está tudo certo, pode abrir o ticket"],
        None: ["sim, eles dizem que são vocês", "não está certo"],
        "perhaps": ["talvez"],
    },
    "es": {
        "probably": ["creo que sí", "supongo", "eso creo"],
        "hardly": ["creo que no"],
        "agrees": ["todo bien", "todo correcto", "sí envíalo por favor", "todo bien, envíalo ya", "sí, adelante"],
        None: ["sí, dicen que son ustedes", "no está bien"],
        "perhaps": ["quizás"],
    },
}


@pytest.mark.parametrize(
    ("language", "text", "choice"),
    [(language, text, choice) for language, by in CHOICES.items() for choice, texts in by.items() for text in texts],
)
def test_a_place_in_a_list_is_read_where_nothing_else_is_said(
    extractor: FactExtractor, language: str, text: str, choice: int | None
) -> None:
    assert extractor.brief(text, language).choice == choice


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [(language, text, stance) for language, by in STANCES.items() for stance, texts in by.items() for text in texts],
)
def test_how_sure_a_yes_or_no_is(extractor: FactExtractor, language: str, text: str, stance: str | None) -> None:
    assert extractor.brief(text, language).stance == stance


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("en", "I think so", "I don't think so"),
        ("de", "ich glaube schon", "glaub nicht"),
        ("it", "direi di sì", "non credo"),
        ("fr", "sans doute", "je ne crois pas"),
        ("ru", "скорее всего", "вряд ли"),
        ("el", "μάλλον", "δεν νομίζω"),
        ("pt", "acho que sim", "acho que não"),
        ("es", "supongo", "creo que no"),
    ],
)
def test_a_yes_that_is_not_sure_answers_the_open_question(
    extractor: FactExtractor, language: str, yes: str, no: str
) -> None:
    for question in ("vendor_contacted", "uses_stun"):
        assert extractor.extract(yes, language, question).facts.get(question) is True
        assert extractor.extract(no, language, question).facts.get(question) is False
    assert extractor.extract(yes, language, "hosting").facts == {}


def test_a_question_is_no_answer(extractor: FactExtractor) -> None:
    assert extractor.brief("the second one?", "en").choice is None and extractor.brief("ναι;", "el").stance is None
