"""The network or the operating system blamed by what stands behind it, and ruled out by a way around it."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "suspected"),
    [
        ("en", "They swapped the switch on Monday and since then no audio, my money's on it", True),
        ("en", "Tethered the server to a 4G hotspot, exactly the same", False),
        ("en", "It's not the firewall, it's not the switch.", False),
        ("en", "Is it not the router?", None),
        ("en", "The handset was replaced and the router stayed, the Yealink reboots, must be that", None),
        ("de", "Seit dem Kernel-Update am Dienstag hakt es, daran liegt's", True),
        ("de", "Laptop direkt ans Modem, gleiches Spiel", False),
        ("de", "Firewall schließ ich aus, wurde heute umgangen", False),
        ("de", "Die Firewall schließ ich nicht aus", None),
        ("it", "hanno messo un router nuovo ieri, è colpa sua", True),
        ("it", "con un altro router stessa identica cosa", False),
        ("it", "il telefono nuovo gracchia, è colpa sua", None),
        ("fr", "depuis la mise à jour de Debian plus rien, le coupable c'est elle", True),
        ("fr", "branché direct sur la box, pareil", False),
        ("fr", "le serveur est sous Debian 12, le trunk tombe, c'est lui", None),
        ("ru", "вчера поставили новый роутер, ставлю на него", True),
        ("ru", "пустили через другой интернет, та же картина", False),
        ("ru", "сервер на Debian, телефон глючит, это он", None),
        ("el", "από την ενημέρωση των windows και μετά κόβει, αυτό φταίει", True),
        ("el", "το δοκίμασα με άλλο router, τα ίδια", False),
        ("el", "δεν είναι router μας, είναι του πελάτη", None),
        ("pt", "trocaram o switch ontem e morreu tudo, aposto nele", True),
        ("pt", "testei com outro router, ficou na mesma", False),
        ("pt", "o telefone é novo, a culpa é dele", None),
        ("es", "Actualizaron Debian anoche y adiós, ahí está el problema", True),
        ("es", "la red está descartada porque en local tampoco va", False),
        ("es", "usamos otra línea para el fax, igual mañana la quitamos", None),
    ],
)
def test_network_suspected(extractor: FactExtractor, language: str, text: str, suspected: bool | None) -> None:
    """A pronoun of blame means what was named last; a fault that stays on another way rules the network out."""
    assert extractor.extract(text, language).facts.get("network_suspected") is suspected


@pytest.mark.parametrize(
    ("language", "text", "suspected"),
    [
        ("en", "I'd put money on the sonicwall", True),
        ("de", "bin mir fast sicher dass unsere Sophos die Pakete frisst", True),
        ("it", "sono quasi certo che sia il nostro router nuovo", True),
        ("fr", "je mettrais ma main à couper que c'est le Stormshield", True),
        ("ru", "почти уверен что рубит наш Kerio", True),
        ("el", "βάζω στοίχημα ότι είναι το Mikrotik", True),
        ("pt", "quase certeza que é o nosso firewall", True),
        ("es", "apuesto a que es el Mikrotik", True),
        ("en", "swapped the router and the switch, no change, it's not that", False),
        ("de", "Netz haben wir durch, das isses nicht", False),
        ("ru", "роутер меняли, свитч меняли, не они", False),
        ("es", "la red la revisamos de arriba abajo, no es eso", False),
        ("en", "on 4g I can't hear anyone, on the office wifi it's fine", None),
        ("de", "im WLAN vom Büro gehts einwandfrei, nur über LTE hört man nix", None),
        ("it", "in 4g non sento, col wifi dell'ufficio va benissimo", None),
        ("fr", "en 4G j'entends rien, en wifi au bureau ça marche nickel", None),
        ("el", "δεν ακουω τον αλλον με 4g στο κινητο, στο wifi του μαγαζιου παιζει μια χαρα", None),
        ("pt", "no 4g não escuto, no wifi do escritório funciona normal", None),
        ("es", "con 4g no oigo, con el wifi de la tienda va perfecto", None),
    ],
)
def test_wagers_and_wireless(extractor: FactExtractor, language: str, text: str, suspected: bool | None) -> None:
    """Who bets on the router suspects it; the wifi where calls work is only where somebody was."""
    assert extractor.extract(text, language).facts.get("network_suspected") is suspected
