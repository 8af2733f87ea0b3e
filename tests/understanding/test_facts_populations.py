"""How many people or sets an institution has, and amounts that somebody repeats to tell another one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "extensions"),
    [
        ("en", "small vet practice with 14 users, since monday nobody hears the greeting", 14),
        ("en", "the care home has 61 phones on it, call park is gone", 61),
        ("de", "Steuerkanzlei mit 17 Benutzern, Wählton fehlt", 17),
        ("de", "bei uns haben 33 Kollegen eine Nebenstelle", 33),
        ("it", "albergo con 94 apparecchi, dopo l'aggiornamento la sveglia non suona", 94),
        ("fr", "cabinet dentaire de 12 personnes, plus de tonalité", 12),
        ("fr", "comptes créés : 61", 61),
        ("ru", "гостиница, 94 аппарата, после обновления будильник молчит", 94),
        ("ru", "стоматология на 12 человек, факс не уходит", 12),
        ("el", "σχολείο με 58 users, το κέντρο είναι στο υπόγειο", 58),
        ("el", "κλινική με 120 εσωτερικά το voicemail δεν στέλνει", 120),
        ("pt", "oficina de 15 utilizadores, a caixa postal não grava", 15),
        ("es", "residencia con 130 teléfonos, ninguno recibe", 130),
        ("en", "a conference with 12 people drops after ten minutes", None),
        ("en", "clinic with 3 phones that do not ring", None),
        ("de", "Konferenz mit 8 Teilnehmern bricht ab", None),
        ("it", "il gruppo con 7 interni suona solo su uno", None),
        ("fr", "souci avec 5 utilisateurs qui ne se connectent plus", None),
        ("ru", "проблема с 5 пользователями, не могут войти", None),
        ("el", "η ουρά με 6 χρήστες δεν χτυπάει", None),
        ("pt", "outro cliente com 80 usuários está normal", None),
        ("es", "el grupo con 7 extensiones solo suena en una", None),
    ],
)
def test_an_institution_has_as_many_extensions(
    extractor: Any, language: str, text: str, extensions: int | None
) -> None:
    assert extractor.extract(text, language).facts.get("extensions") == extensions


@pytest.mark.parametrize(
    ("language", "text", "name", "value"),
    [
        ("en", "I said 30 extensions but it's 36", "extensions", 36),
        ("de", "hatte 16SC geschrieben, im Portal steht aber 32", "simultaneous_calls", 32),
        ("it", "avevo scritto 16SC, sul contratto vedo 32", "simultaneous_calls", 32),
        ("fr", "j'ai dit 30 postes mais il y en a 34", "extensions", 34),
        ("ru", "писал 30 внутренних, а их 34", "extensions", 34),
        ("el", "είπα 30 εσωτερικά αλλά είναι 34", "extensions", 34),
        ("pt", "falei 30 ramais mas são 34", "extensions", 34),
        ("es", "puse 30 extensiones y son 34", "extensions", 34),
        ("de", "Ich meinte 30 Nebenstellen, nicht 13, Zahlendreher. Es fehlen 5 davon", "extensions", 30),
        ("en", "I said 30 extensions, 5 of them are down", "extensions", 30),
    ],
)
def test_who_repeats_an_amount_tells_another(extractor: Any, language: str, text: str, name: str, value: int) -> None:
    assert extractor.extract(text, language).facts.get(name) == value


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("en", "24 line licence, hosted on azure", 24),
        ("en", "trial came with 4 channels, cannot add a trunk", 4),
        ("de", "12-Kanal-Lizenz, V18", 12),
        ("it", "la prova è arrivata con 4 canali", 4),
        ("fr", "licence 8 lignes, V20", 8),
        ("ru", "лицензия на 8 линий", 8),
        ("el", "άδεια 8 γραμμών", 8),
        ("pt", "o teste veio com 4 canais", 4),
        ("es", "licencia para 24 conversaciones al tiempo", 24),
        ("en", "the trunk has 8 lines and two are dead", None),
    ],
)
def test_a_licence_for_so_many_lines(extractor: Any, language: str, text: str, size: int | None) -> None:
    assert extractor.extract(text, language).facts.get("simultaneous_calls") == size


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "company of 40 employees and one line, how do I make a menu?"),
        ("de", "40 Mitarbeiter, aber die meisten stehen in der Halle. Wie geht ein Gemeinschaftstelefon?"),
        ("it", "abbiamo 40 dipendenti e un solo numero, come faccio un menu?"),
        ("fr", "une boîte de 40 employés et personne ne trouve la conférence"),
        ("ru", "40 сотрудников, а линия одна, как сделать меню?"),
        ("el", "40 υπάλληλοι είμαστε, κανείς δεν ακούει τα μηνύματα"),
        ("pt", "temos 40 funcionários e uma linha só, como faço um menu?"),
        ("es", "la empresa tiene 40 empleados y un solo número, ¿cómo hago un menú?"),
        ("it", "due interni esterni agganciati con lo stun, gli altri ok"),
        ("fr", "nos 2 postes isolés sont raccordés via STUN, le reste en local"),
        ("en", "put up a fresh instance hosted by you with two extensions, same fault"),
    ],
)
def test_who_only_works_there_or_is_one_part_is_no_number_of_extensions(
    extractor: FactExtractor, language: str, text: str
) -> None:
    assert "extensions" not in extractor.extract(text, language).facts
