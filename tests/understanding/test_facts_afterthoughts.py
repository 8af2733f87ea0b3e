"""Places, who writes and each yes or no that are put right in the same breath, and words that put nothing right."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import Extracted, FactExtractor
from bot.understanding.facts.verdict import weighed


def _heard(found: Extracted, name: str, value: str) -> dict[str, Any]:
    """The facts that hold where the second reader and a sentence hear nothing but another value of a fact."""
    odds = {name: {value: 0.98, "nothing": 0.02}}
    heard = _Odds({**{one: {"nothing": 1.0} for one in found.facts}, **odds})
    return weighed(
        Extracted(found.facts, found.entities, found.negated, heard, heard, put_right=found.put_right),
        {name: value},
        {f"{name}={value}": 0.98},
    ).facts


class _Odds(dict[str, Any]):
    """Odds of a second reader that finds nothing else in the message."""

    def __missing__(self, name: str) -> dict[str, float]:
        return {} if name == "requests" else {"nothing": 1.0}


@pytest.mark.parametrize(
    "text, language, taken_back, expected",
    [
        ("It's a VM at our office. Scratch that, the reseller moved it to Azure", "en", "on_premise", "self_hosted"),
        ("Der Server steht im Büro, quatsch, den haben sie zu Hetzner geschoben", "de", "on_premise", "self_hosted"),
        ("abbiamo la SMB gratuita, no, mi sbaglio, è a pagamento e la ospita 3CX", "it", "smb", "hosted_by_3cx"),
        ("c'est ici dans le placard, non, pardon, notre presta l'a mis chez OVH", "fr", "on_premise", "self_hosted"),
        ("станция у нас в серверной, нет, извините, перенесли её в Azure", "ru", "on_premise", "self_hosted"),
        ("έχουμε τη δωρεάν SMB, όχι, ψέματα, τη φιλοξενεί η 3CX", "el", "smb", "hosted_by_3cx"),
        ("está na nossa cave, não, desculpe, o parceiro passou-a para a Azure", "pt", "on_premise", "self_hosted"),
        ("El servidor está aquí en la oficina, ah no, en junio lo pasaron a AWS", "es", "on_premise", "self_hosted"),
        ("I'm an end user - correction, we resell 3CX. queue stuck", "en", "end_customer", "partner"),
        ("Wir sind Partner, nein Moment, Endkunde sind wir", "de", "partner", "end_customer"),
    ],
)
def test_places_and_writers(extractor: FactExtractor, text: str, language: str, taken_back: str, expected: str) -> None:
    """What is put right holds, whatever the other readers make of the part that was taken back."""
    name = "requester" if "partner" in (taken_back, expected) else "hosting"
    found = extractor.extract(text, language)
    assert found.facts[name] == expected
    assert _heard(found, name, taken_back)[name] == expected


@pytest.mark.parametrize(
    "text, language, name, expected",
    [
        ("the firewall is to blame. scratch that, bypassed it, network is fine", "en", "network_suspected", False),
        ("Auf der Maschine läuft nichts anderes, ach nee, ein Virenscanner", "de", "third_party_software", True),
        ("Sulla macchina non gira altro, ah no, c'è anche un antivirus", "it", "third_party_software", True),
        ("Rien d'autre sur la machine, ah non, il y a aussi un antivirus", "fr", "third_party_software", True),
        ("На машине больше ничего нет, ой нет, ещё стоит антивирус", "ru", "third_party_software", True),
        ("Δεν τρέχει τίποτα άλλο στο μηχάνημα, α όχι, έχει και antivirus", "el", "third_party_software", True),
        ("Não corre mais nada na máquina, ah não, também tem um antivírus", "pt", "third_party_software", True),
        ("En la máquina no corre nada más, ah no, también hay un antivirus", "es", "third_party_software", True),
    ],
)
def test_yes_or_no(extractor: FactExtractor, text: str, language: str, name: str, expected: bool) -> None:
    """What was told before is not heard."""
    found = extractor.extract(text, language)
    assert _heard(found, name, str(not expected))[name] is expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("hosted by 3CX. No, I haven't rebooted it yet, sorry for the delay", "en", "hosted_by_3cx"),
        ("Sorry für die späte Antwort, der Server steht bei Hetzner", "de", "self_hosted"),
        ("Scusate il ritardo, la centrale è su un mini pc in negozio", "it", "on_premise"),
        ("Désolé pour le retard, hébergé par 3CX. Non, pas de redémarrage", "fr", "hosted_by_3cx"),
        ("Извините за задержку, хостит 3CX. Нет, не перезагружали", "ru", "hosted_by_3cx"),
        ("Το φιλοξενεί η 3CX, συγγνώμη για την καθυστέρηση. Όχι, δεν κάναμε επανεκκίνηση", "el", "hosted_by_3cx"),
        ("Quem aloja é a 3CX, desculpe a demora. Não, não reiniciámos", "pt", "hosted_by_3cx"),
        ("La aloja 3CX, perdón por la tardanza. No, no reiniciamos", "es", "hosted_by_3cx"),
    ],
)
def test_an_apology_takes_nothing_back(extractor: FactExtractor, text: str, language: str, expected: str) -> None:
    found = extractor.extract(text, language)
    assert found.facts["hosting"] == expected
    assert not found.put_right


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("I wrote hosted by 3CX, untrue, it sits in our server room", "en", "on_premise"),
        ("hatte geschrieben 3CX hostet, unwahr, sie steht bei uns im Serverraum", "de", "on_premise"),
        ("avevo scritto che la ospita 3CX, falso, sta nella nostra sala server", "it", "on_premise"),
        ("j'avais écrit hébergé par 3CX, faux, il est dans notre salle serveur", "fr", "on_premise"),
        ("писал что хостит 3CX, неправда, она у нас в серверной", "ru", "on_premise"),
        ("είχα γράψει ότι το φιλοξενεί η 3CX, ψέμα, είναι στο server room μας", "el", "on_premise"),
        ("tinha escrito que a 3CX aloja, errado, está na nossa sala de servidores", "pt", "on_premise"),
        ("había escrito que lo aloja 3CX, falso, está en nuestra sala de servidores", "es", "on_premise"),
        ("not self hosted, 3CX has it in their own cloud", "en", "hosted_by_3cx"),
        ("nicht self hosted, 3CX hat das bei sich in der Cloud", "de", "hosted_by_3cx"),
        ("non self hosted, ce l'ha 3CX nel loro cloud", "it", "hosted_by_3cx"),
        ("pas auto-hébergé, 3CX l'a dans son propre cloud", "fr", "hosted_by_3cx"),
        ("не self hosted, 3CX держит её у себя в облаке", "ru", "hosted_by_3cx"),
        ("όχι self hosted, το έχει η 3CX στο δικό της cloud", "el", "hosted_by_3cx"),
        ("não é self hosted, a 3CX tem-na na cloud deles", "pt", "hosted_by_3cx"),
        ("no autoalojado, lo tiene 3CX en su nube", "es", "hosted_by_3cx"),
    ],
)
def test_what_is_called_untrue_gives_way(extractor: FactExtractor, text: str, language: str, expected: str) -> None:
    """Between two pauses "wrong" takes back as a "no" does; what 3CX has in its cloud it hosts."""
    assert extractor.extract(text, language).facts["hosting"] == expected


@pytest.mark.parametrize(
    "text, language", [("3CX has a fault in their cloud", "en"), ("3CX ha un guasto nel cloud", "it")]
)
def test_what_else_it_has(extractor: FactExtractor, text: str, language: str) -> None:
    assert extractor.extract(text, language).facts.get("hosting") != "hosted_by_3cx"
