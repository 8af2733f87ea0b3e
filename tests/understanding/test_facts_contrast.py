"""Two systems set side by side, what is only supposed or offered, and what runs beside an SBC or at 3CX."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("it", "Da un collega gira su AWS e va. Qui da noi su un mini PC in ufficio e scatta.", "on_premise"),
        ("es", "Unos conocidos lo tienen en Azure y va fino. Aquí está en un Hyper-V de la oficina.", "on_premise"),
        ("pt", "Na empresa ao lado usam Azure e corre bem. Aqui é um Proxmox no escritório.", "on_premise"),
        ("ru", "У приятелей на Azure всё летает. У нас proxmox в офисе и заикается.", "on_premise"),
        ("el", "Σε γνωστούς τρέχει στο Azure και πετάει. Εδώ είναι Hyper-V στο γραφείο και κολλάει.", "on_premise"),
        ("de", "Ich würds gern in die 3CX Cloud schieben", None),
        ("it", "Vorrei portarlo nel cloud 3CX", None),
        ("en", "I'd love to put it in the 3CX cloud, but it is still on the server in our office", "on_premise"),
        ("en", "what if we moved everything to Azure?", None),
        ("fr", "et si on passait tout sur azure ?", None),
        ("it", "e se portassimo tutto su azure?", None),
        ("el", "κι αν το πηγαίναμε στο azure;", None),
        ("pt", "Já pedi orçamento para passar a um VPS", None),
        ("ru", "запросил смету на VPS", None),
        ("fr", "J'ai demandé un devis pour un VPS, pour l'instant le serveur est dans notre cave", "on_premise"),
        ("de", "3cx auf einer vm bei aws und der SBC in der filiale ist weg", "self_hosted"),
        ("es", "3cx en una vm en aws y el SBC de la sucursal no levanta", "self_hosted"),
        ("ru", "3cx на виртуалке в aws, а sbc в филиале не поднимается", "self_hosted"),
        ("en", "the SBC runs on Azure", None),
        ("en", "not self hosted, it all runs at 3cx", "hosted_by_3cx"),
        ("de", "läuft alles bei 3cx", "hosted_by_3cx"),
        ("de", "der anruf läuft nicht bei 3cx", None),
        ("it", "prima on premise, da marzo ce lo gestisce 3cx", "hosted_by_3cx"),
    ],
)
def test_hosting_is_that_of_the_own_system_now(
    extractor: FactExtractor, language: str, text: str, value: str | None
) -> None:
    assert extractor.extract(text, language).facts.get("hosting") == value
