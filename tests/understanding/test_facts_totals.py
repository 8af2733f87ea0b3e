"""Sums beside their parts, all of ours, some out of the whole, sets with a number each; sizes that nobody has yet."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "extensions"),
    [
        ("en", "40 people with a phone in the hall and another 5 upstairs, 45 in total; no service", 45),
        ("de", "40 Nebenstellen in der Halle und weitere 5 im Büro, zusammen 45", 45),
        ("it", "in contabilità ci sono 7 interni senza tono, in tutta l'azienda ce ne sono 93", 93),
        ("fr", "en compta 7 postes sont sans tonalité, dans toute l'entreprise il y en a 93", 93),
        ("ru", "40 добавочных в цеху и ещё 5 в офисе, всего 45; половина без связи", 45),
        ("el", "40 εσωτερικά στην αποθήκη και άλλα 5 στα γραφεία, σύνολο 45", 45),
        ("pt", "na contabilidade são 7 ramais sem tom, na empresa toda há 93", 93),
        ("es", "30 extensiones en la planta y 12 en oficinas, en total 42", 42),
        ("en", "Thirty people of our 75 extensions show offline in the app", 75),
        ("de", "Bei dreißig von 75 Nebenstellen ist die App offline", 75),
        ("it", "A trenta persone su 75 interni l'app risulta offline", 75),
        ("ru", "У двенадцати человек из 40 добавочных нет звука", 40),
        ("pt", "Em trinta pessoas de 75 ramais o app aparece offline", 75),
        ("en", "Our forty-five users have no presence since this morning", 45),
        ("de", "Unsere 32 Benutzer haben seit heute keine Präsenz", 32),
        ("el", "Οι 32 χρήστες μας δεν έχουν παρουσία από το πρωί", 32),
        ("es", "Nuestros 32 usuarios no tienen presencia desde ayer", 32),
        ("en", "our 3 users in Leeds have no presence", None),
        ("fr", "Nos 40 employés pointent, la touche 3 ne répond pas", None),
        ("en", "a dozen handsets each with its own number", 12),
        ("de", "zwanzig Apparate, jeder mit eigener Nummer", 20),
        ("it", "una dozzina di apparecchi, ognuno col suo interno", 12),
        ("ru", "сорок два аппарата, у каждого свой номер", 42),
        ("es", "una docena de teléfonos, cada uno con su extensión", 12),
        ("de", "Zimmer haben wir 64, Nebenstellen nur 18", 18),
        ("ru", "номеров в отеле 86, а добавочных всего лишь 20", 20),
    ],
)
def test_extensions_of_the_whole(extractor: Any, language: str, text: str, extensions: int | None) -> None:
    assert extractor.extract(text, language).facts.get("extensions") == extensions


@pytest.mark.parametrize(
    ("language", "text", "calls"),
    [
        ("en", "Before I buy an 8 channel licence I need to know if video works", None),
        ("en", "Before we bought the 8 channel licence all was fine, now video fails", 8),
        ("de", "Bevor ich eine 8SC Lizenz kaufe, will ich wissen ob Video geht", None),
        ("de", "Bevor wir die 8SC Lizenz gekauft haben, lief alles, jetzt nicht", 8),
        ("it", "Prima di comprare una licenza da 8 canali vorrei sapere se il video funziona", None),
        ("fr", "Avant d'acheter une licence 8 appels je veux savoir si la vidéo marche", None),
        ("ru", "Прежде чем покупать лицензию на 8 каналов, хочу понять, работает ли видео", None),
        ("el", "Πριν αγοράσω άδεια 8 καναλιών θέλω να ξέρω αν παίζει το βίντεο", None),
        ("pt", "Antes de comprar uma licença de 8 canais preciso saber se o vídeo funciona", None),
        ("es", "Antes de comprar una licencia de 8 canales quiero saber si va el vídeo", None),
        ("el", "έχουμε 16άρα άδεια pro", 16),
        ("el", "32άρα pro άδεια, δεν παίρνουν γραμμή", 32),
    ],
)
def test_a_size_that_is_had(extractor: Any, language: str, text: str, calls: int | None) -> None:
    assert extractor.extract(text, language).facts.get("simultaneous_calls") == calls


@pytest.mark.parametrize(
    ("language", "text", "trunk"),
    [
        ("de", "unser Anschluss ist von htp, kein Amt mehr", "htp"),
        ("de", "Sunrise, Standort Chur. Anrufe ins Ausland brechen ab.", "Sunrise"),
        ("fr", "Sunrise, site de Genève. Les appels sortants perdent le préfixe.", "Sunrise"),
        ("es", "Digi nos cambió el router ayer y por eso no llaman", "Digi"),
        ("fr", "Orange nous a changé le routeur hier et depuis plus d'appels", "Orange Business"),
        ("ru", "МТС вчера поменял нам роутер, звонков нет", "MTS"),
        ("es", "Claro, ya lo he reiniciado y no llaman", None),
        ("en", "at sunrise the calls start failing", None),
    ],
)
def test_a_provider_by_what_it_did(extractor: Any, language: str, text: str, trunk: str | None) -> None:
    assert extractor.extract(text, language).entities.get("trunk") == trunk
