"""SIP answers that stand bare or in words, and numbers that are none."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, codes",
    [
        ("we ring out and 503 comes straight back", "en", [503]),
        ("it registers, then a four-oh-seven, then four-oh-three", "en", [407, 403]),
        ("every second outbound attempt: four eighty six", "en", [486]),
        ("the web client shows 502 bad gateway, and dialling my mobile gives SIP 480", "en", [480]),
        ("abgehend 503 sobald zwei gleichzeitig wählen", "de", [503]),
        ("kommt vierhundertsechsundachtzig zurück sobald der zweite anruft", "de", [486]),
        ("ricevo cinquecentotré su ogni chiamata", "it", [503]),
        ("facciamo il numero e 484", "it", [484]),
        ("on appuie sur la sonnette et 480", "fr", [480]),
        ("les sortants prennent quatre cent quatre-vingt-six", "fr", [486]),
        ("chambre 404, le téléphone renvoie un 486", "fr", [486]),
        ("трубки регаются, но через минуту 407 и тишина", "ru", [407]),
        ("набираем межгород и сразу четыреста восемьдесят восемь", "ru", [488]),
        ("600 στο trace μόλις πατήσω κλήση", "el", [600]),
        ("404 μου γυρνάει όταν βάζω 00 μπροστά", "el", [404]),
        ("στις εξερχόμενες τετρακόσια τρία", "el", [403]),
        ("ligo pra fora e 503", "pt", [503]),
        ("o sistema recusa a nona ligação com 486, normal né?", "pt", [486]),
        ("a transferência cega acaba em 603 lá também", "pt", [603]),
        ("blind transfer ends in 603 there too", "en", [603]),
        ("система отбивает девятый звонок с 486", "ru", [486]),
        ("quatrocentos e oitenta e seis em toda chamada", "pt", [486]),
        ("cuelga y sale 487", "es", [487]),
        ("cuatrocientos ochenta y seis cada vez que llamo al segundo", "es", [486]),
    ],
)
def test_an_answer_stands_bare_or_in_words(
    extractor: FactExtractor, text: str, language: str, codes: list[int]
) -> None:
    assert extractor.extract(text, language).entities.get("sip_codes") == codes


@pytest.mark.parametrize(
    "text, language",
    [
        ("four hundred and eighty extensions and none of them rings", "en"),
        ("call me on 0161 496 0480 about the trunk", "en"),
        ("the trunk bill was £480 this month", "en"),
        ("in your example the trunk gets a 401", "en"),
        ("wähle ich die 404 klingelt es bei der 503", "de"),
        ("480 Franken für ein Telefon ist viel", "de"),
        ("die Webseite zeigt 404, Telefone laufen", "de"),
        ("dopo il check-out la 486 resta abilitata alle chiamate esterne", "it"),
        ("chiamo il 404 e risponde la portineria", "it"),
        ("le 404 ne sonne plus", "fr"),
        ("notre site répond 503, les téléphones vont bien", "fr"),
        ("звоню на 404 — тишина", "ru"),
        ("школа 404, телефоны не регистрируются", "ru"),
        ("το 404 δεν χτυπάει", "el"),
        ("φαξ 2310 404 488, εκεί να στείλετε το τιμολόγιο", "el"),
        ("o 404 não toca", "pt"),
        ("no portal a página dá Error 500", "pt"),
        ("в портале страница отдаёт Error 500", "ru"),
        ("sur le portail la page renvoie Error 500", "fr"),
        ("KDR-482 è fermo da mercoledì, a che punto siamo?", "it"),
        ("a conta de telefone veio 480 reais", "pt"),
        ("el informe cuenta 486 llamadas perdidas y al exportar salen 404 filas", "es"),
        ("la web nos da 503, los teléfonos bien", "es"),
    ],
)
def test_a_number_of_something_else_is_no_answer(extractor: FactExtractor, text: str, language: str) -> None:
    assert "sip_codes" not in extractor.extract(text, language).entities
