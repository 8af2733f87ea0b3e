"""Answers of the whole registry, answers of web servers, and sizes and amounts in short forms."""

from __future__ import annotations

from typing import Any

import pytest

CODES = [
    ("en", "web page says http 502, calls are fine", None),
    ("en", "provisioning file comes back 404 from http", None),
    ("en", "key is I31V 491M BBXR HJKV", None),
    ("en", "SUBSCRIBE is refused with 489, 489 Bad Event", [489]),
    ("de", "die Seite bringt http 502, Anrufe gehen", None),
    ("de", "T31P lädt die Provisionierung nicht, 404 vom http", None),
    ("de", "Schlüssel I31V 491M BBXR HJKV", None),
    ("de", "SUBSCRIBE wird mit 489 abgewiesen, 489 Bad Event", [489]),
    ("it", "la pagina dà http 502, le chiamate vanno", None),
    ("it", "il T31P non scarica il provisioning, 404 da http", None),
    ("it", "la SUBSCRIBE viene rifiutata con 489, 489 Bad Event", [489]),
    ("fr", "la page renvoie http 502, les appels passent", None),
    ("fr", "le T31P ne charge pas son provisioning, 404 du http", None),
    ("fr", "le SUBSCRIBE est refusé avec 489, 489 Bad Event", [489]),
    ("ru", "страница выдаёт http 502, звонки идут", None),
    ("ru", "T31P не качает конфиг, 404 от http", None),
    ("ru", "ключ I31V 491M BBXR HJKV", None),
    ("ru", "SUBSCRIBE отклоняется с 489, 489 Bad Event", [489]),
    ("el", "η σελίδα βγάζει http 502, οι κλήσεις περνάνε", None),
    ("el", "το T31P δεν κατεβάζει provisioning, 404 από http", None),
    ("el", "το SUBSCRIBE απορρίπτεται με 489, 489 Bad Event", [489]),
    ("pt", "a página dá http 502, as chamadas passam", None),
    ("pt", "o T31P não baixa o provisioning, 404 do http", None),
    ("pt", "o SUBSCRIBE é recusado com 489, 489 Bad Event", [489]),
    ("es", "la página da http 502, las llamadas van", None),
    ("es", "el T31P no baja el provisioning, 404 del http", None),
    ("es", "el SUBSCRIBE se rechaza con 489, 489 Bad Event", [489]),
    ("en", "trunk log: 494 Security Agreement Required", [494]),
    ("de", "Trunk meldet 412 und 414", [412, 414]),
    ("es", "el trunk devuelve 437", [437]),
    ("en", "ext 412 and ext 414 do not ring", None),
]
AMOUNTS = [
    ("en", "SC=32, integration silent too", "simultaneous_calls", 32),
    ("en", "lic for 10 calls", "simultaneous_calls", 10),
    ("de", "SC=32, die Integration schweigt auch", "simultaneous_calls", 32),
    ("de", "12 gleichz. Anrufe laut Lizenz", "simultaneous_calls", 12),
    ("de", "Liz für 10 Gespräche", "simultaneous_calls", 10),
    ("it", "SC=32, anche l'integrazione tace", "simultaneous_calls", 32),
    ("it", "12 chiamate simult. sulla licenza", "simultaneous_calls", 12),
    ("it", "lic da 10 chiamate", "simultaneous_calls", 10),
    ("fr", "SC=32, l'intégration est muette aussi", "simultaneous_calls", 32),
    ("fr", "12 appels simult. d'après la licence", "simultaneous_calls", 12),
    ("fr", "lic de 10 appels", "simultaneous_calls", 10),
    ("ru", "SC=32, интеграция тоже молчит", "simultaneous_calls", 32),
    ("ru", "12 одновр. вызовов по лицензии", "simultaneous_calls", 12),
    ("ru", "лиц на 10 вызовов", "simultaneous_calls", 10),
    ("el", "SC=32, και η διασύνδεση σιωπά", "simultaneous_calls", 32),
    ("el", "12 ταυτόχρ. κλήσεις στην άδεια", "simultaneous_calls", 12),
    ("pt", "SC=32, a integração também está muda", "simultaneous_calls", 32),
    ("pt", "12 chamadas simult. na licença", "simultaneous_calls", 12),
    ("pt", "lic de 10 chamadas", "simultaneous_calls", 10),
    ("es", "SC=32, la integración también calla", "simultaneous_calls", 32),
    ("es", "12 llamadas simult. en la licencia", "simultaneous_calls", 12),
    ("es", "lic de 10 llamadas", "simultaneous_calls", 10),
    ("en", "~700 extensions, council", "extensions", 700),
    ("de", "~700 Nebenstellen, Stadtverwaltung", "extensions", 700),
    ("it", "~700 interni, comune", "extensions", 700),
    ("fr", "~700 postes, mairie", "extensions", 700),
    ("ru", "~700 внутренних, мэрия", "extensions", 700),
    ("el", "~700 εσωτερικά, δήμος", "extensions", 700),
    ("pt", "~700 ramais, prefeitura", "extensions", 700),
    ("es", "~700 extensiones, ayuntamiento", "extensions", 700),
    ("en", "have I bought 12 concurrent or 24?", "simultaneous_calls", None),
    ("de", "hab ich 12 gleichzeitige gekauft oder 24?", "simultaneous_calls", None),
    ("it", "ho comprato 12 simultanee o 24?", "simultaneous_calls", None),
    ("fr", "j'ai acheté 12 simultanés ou 24 ?", "simultaneous_calls", None),
    ("ru", "у меня 12 одновременных или 24?", "simultaneous_calls", None),
    ("el", "έχω αγοράσει 12 ταυτόχρονες ή 24;", "simultaneous_calls", None),
    ("pt", "comprei 12 simultâneas ou 24?", "simultaneous_calls", None),
    ("es", "¿compré 12 simultáneas o 24?", "simultaneous_calls", None),
    ("el", "χρειάζεται 16sc ή 24sc ένα ιατρείο;", "simultaneous_calls", None),
]


@pytest.mark.parametrize(("language", "text", "codes"), CODES)
def test_answers(extractor: Any, language: str, text: str, codes: list[int] | None) -> None:
    assert extractor.extract(text, language).entities.get("sip_codes") == codes


@pytest.mark.parametrize(("language", "text", "name", "value"), AMOUNTS)
def test_short_forms(extractor: Any, language: str, text: str, name: str, value: int | None) -> None:
    assert extractor.extract(text, language).facts.get(name) == value
