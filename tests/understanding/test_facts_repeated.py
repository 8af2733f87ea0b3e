"""Amounts that are told once more as those of something else, flat noes, and places that are true no longer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("licence for 16 simultaneous calls. oops, 16 was before, the new contract gave us 32", "en", 32),
        ("wir haben 8 Kanäle, ach nee 8 sind die Trunks, Lizenz ist 32", "de", 32),
        ("ho 12 canali, ah no, 12 sono i trunk, la licenza è da 48", "it", 48),
        ("j'ai 12 canaux, ah non, 12 c'est les trunks, la licence est de 48", "fr", 48),
        ("лицензия на 16 одновременных. ой, 16 было раньше, новый договор уже дал 24", "ru", 24),
        ("άδεια για 16 ταυτόχρονες. ωχ, 16 ήταν πριν, το νέο συμβόλαιο έδωσε ήδη 24", "el", 24),
        ("tenho 12 canais, ah não, 12 são os troncos, a licença é de 48", "pt", 48),
        ("licencia de 16 simultáneas. uy, 16 era antes, el contrato nuevo ya activó 24", "es", 24),
    ],
)
def test_reassigned_amounts(extractor: FactExtractor, text: str, language: str, expected: int) -> None:
    """The amount that is told behind takes the unit of the one that counts something else."""
    assert extractor.extract(text, language).facts["simultaneous_calls"] == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("30 extensions, no wait, 30 is right", "en", {"extensions": 30}),
        ("50 Nebenstellen, davon 3, nee 4 ohne Ton", "de", {"extensions": 50}),
        ("30 interni, 4, no 5 sono muti", "it", {"extensions": 30}),
        ("55, non 58 postes", "fr", {"extensions": 58}),
        ("всего 26 внутренних... ой нет, 29", "ru", {"extensions": 29}),
        ("26 εσωτερικά συνολικά... α όχι, 29", "el", {"extensions": 29}),
        ("São 26 extensões no total... ai não, 29", "pt", {"extensions": 29}),
        ("30 extensiones, 4, no, 5 sin audio", "es", {"extensions": 30}),
    ],
)
def test_flat_denials(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """An interjection with a no takes back; how many are silent takes nothing back."""
    assert extractor.extract(text, language).facts == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("box is in our office, no longer true, since march it's on azure", "en", "self_hosted"),
        ("Anlage steht bei uns im Haus, stimmt nimmer, seit Mai ist die auf AWS", "de", "self_hosted"),
        ("prima ho detto VPS ma mi sbagliavo, sta qui in cantina su un Dell", "it", "on_premise"),
        ("j'ai dit VPS tout à l'heure mais je me suis trompé, il est ici à la cave sur un Dell", "fr", "on_premise"),
        ("станция стоит у нас в офисе, уже не так, с мая она на aws", "ru", "self_hosted"),
        ("είπα VPS πριν αλλά έκανα λάθος, είναι εδώ στο υπόγειο σε ένα Dell", "el", "on_premise"),
        ("disse VPS há bocado mas enganei-me, está cá na adega num Dell", "pt", "on_premise"),
        ("antes dije VPS pero me equivoqué, está aquí en la bodega en un Dell", "es", "on_premise"),
    ],
)
def test_places(extractor: FactExtractor, text: str, language: str, expected: str) -> None:
    """A place behind words of correction stands for the one that is taken back."""
    assert extractor.extract(text, language).facts["hosting"] == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("V20 Update 5. tried it again, no, 3 times", "en", "V20 Update 5"),
        ("Update 7 auf der V20... ne quatsch, Update 9 steht da", "de", "V20 Update 9"),
        ("update 6 sulla v20... ma no, c'è scritto update 8", "it", "V20 Update 8"),
        ("version 18 update 4... pardon, c'est la 20. L'update 4 par contre est bon", "fr", "V20 Update 4"),
        ("версия 18 update 4... извините, это 20. апдейт 4 был правильно", "ru", "V20 Update 4"),
        ("update 7 στη V20... μπα όχι, update 9 γράφει", "el", "V20 Update 9"),
        ("versão 18 update 4... desculpe, é a 20. O update 4 é que estava certo", "pt", "V20 Update 4"),
        ("hasta el update 6 en la veinte iba. ahora justo está el sexto, V20", "es", "V20 Update 6"),
    ],
)
def test_versions(extractor: FactExtractor, text: str, language: str, expected: str) -> None:
    """The update and its version are put right apart from each other."""
    assert extractor.extract(text, language).facts["version"] == expected


@pytest.mark.parametrize(
    "text, language",
    [
        ("eighty something... went and counted, 84", "en"),
        ("so um die 80... grad nachgeschaut, 84", "de"),
        ("un'ottantina... ho contato, 84", "it"),
        ("quatre-vingts et quelques... je suis allé compter, 84", "fr"),
        ("где-то восемьдесят... щас глянул, 84", "ru"),
        ("ογδόντα και κάτι... πήγα και μέτρησα, 84", "el"),
        ("oitenta e tal... fui contar, 84", "pt"),
        ("ochenta y pico... fui a contar, 84", "es"),
    ],
)
def test_counted_answers(extractor: FactExtractor, text: str, language: str) -> None:
    """A rounded answer gives way to the number that was counted then."""
    assert extractor.extract(text, language, "extensions").facts["extensions"] == 84
