"""What was once, what is only wished for and what others have, in the words of eight languages."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, name, value",
    [
        ("In those days, on V18 Update 4, the queue behaved", "en", "version", None),
        ("When they were on V18 Update 2, faxes came through", "en", "version", None),
        ("We are on V20 Update 5, before the update it was fine", "en", "version", "V20 Update 5"),
        ("They had 16SC, as of today they have 32SC", "en", "simultaneous_calls", 32),
        ("A colleague with 48SC at another client never saw this", "en", "simultaneous_calls", None),
        ("At a different customer, who has 128SC, it works", "en", "simultaneous_calls", None),
        ("My boss wants to take it to Hetzner in summer", "en", "hosting", None),
        ("the webinar was hosted by Zoom", "en", "hosting", None),
        ("hosted by our MSP in their datacentre", "en", "hosting", "self_hosted"),
        ("The distributor promised us gold for next year", "en", "partner_level_claimed", None),
        (
            "My colleague's customer is hosted by 3CX, ours sits on a server in the basement",
            "en",
            "hosting",
            "on_premise",
        ),
        ("Als sie noch V18 Update 3 hatten, klappte das Parken", "de", "version", None),
        ("Seinerzeit, mit V18 Update 1, kam das Fax an", "de", "version", None),
        ("Sie hatten 16SC, jetzt haben sie 24SC", "de", "simultaneous_calls", 24),
        ("Ein Bekannter mit 64SC kennt das nicht", "de", "simultaneous_calls", None),
        ("Mein Chef will die Anlage nächstes Jahr zu Azure bringen", "de", "hosting", None),
        ("Der Distributor hat uns Gold versprochen", "de", "partner_level_claimed", None),
        ("En ce temps-là, en V18 Update 3, le fax passait", "fr", "version", None),
        ("Quand ils avaient la V18 Update 2, tout marchait", "fr", "version", None),
        ("ils avaient 16SC, depuis lundi ils ont 32SC", "fr", "simultaneous_calls", 32),
        ("Une connaissance avec 96SC n'a jamais vu ça", "fr", "simultaneous_calls", None),
        ("Mon patron veut le passer sur Azure cet été", "fr", "hosting", None),
        ("Le distributeur nous a promis le niveau Gold", "fr", "partner_level_claimed", None),
        ("Por aquel entonces, en V18 Update 2, el fax iba", "es", "version", None),
        ("Cuando tenían la V18 Update 5, el parking iba bien", "es", "version", None),
        ("En la sede de otro cliente, que tiene 96SC, no pasa", "es", "simultaneous_calls", None),
        ("El gerente quiere migrarlo a AWS el año que viene", "es", "hosting", None),
        ("El mayorista nos ha prometido el nivel oro", "es", "partner_level_claimed", None),
        ("All'epoca, con la V18 Update 2, il fax andava", "it", "version", None),
        ("Quando avevano la V18 Update 5, il parcheggio funzionava", "it", "version", None),
        ("avevano 8SC, da ieri hanno 24SC", "it", "simultaneous_calls", 24),
        ("Un conoscente con 96SC non l'ha mai visto", "it", "simultaneous_calls", None),
        ("Il titolare vuole portarlo su Azure in estate", "it", "hosting", None),
        ("Naquela época, na V18 Update 2, o fax chegava", "pt", "version", None),
        ("Quando tinham a V18 Update 5, o estacionamento funcionava", "pt", "version", None),
        ("tinham 8SC, desde ontem têm 24SC", "pt", "simultaneous_calls", 24),
        ("Um conhecido com 96SC nunca viu isso", "pt", "simultaneous_calls", None),
        ("O chefe quer levar para a AWS no verão", "pt", "hosting", None),
        ("O distribuidor nos prometeu o nível ouro", "pt", "partner_level_claimed", None),
        ("В те времена, на V18 Update 2, факс приходил", "ru", "version", None),
        ("Когда у нас стояла V18 Update 3, всё звонило", "ru", "version", None),
        ("было 8SC, со вчера стало 24SC", "ru", "simultaneous_calls", 24),
        ("У знакомого с 96SC такого не бывает", "ru", "simultaneous_calls", None),
        ("Шеф хочет перенести её в Azure летом", "ru", "hosting", None),
        ("Дистрибьютор обещал нам золото", "ru", "partner_level_claimed", None),
        ("Εκείνη την εποχή, με V18 Update 2, το fax ερχόταν", "el", "version", None),
        ("Όταν είχαν την V18 Update 5, δούλευε", "el", "version", None),
        ("είχαν 8SC, από χθες έχουν 24SC", "el", "simultaneous_calls", 24),
        ("Ένας γνωστός με 96SC δεν το έχει δει", "el", "simultaneous_calls", None),
        ("Το αφεντικό θέλει να το πάμε στο Azure το καλοκαίρι", "el", "hosting", None),
        ("Ο διανομέας μας υποσχέθηκε χρυσό επίπεδο", "el", "partner_level_claimed", None),
        ("η τηλεδιάσκεψη ήταν hosted από το Teams", "el", "hosting", None),
    ],
)
def test_only_what_holds_now_and_here(
    extractor: FactExtractor, text: str, language: str, name: str, value: object
) -> None:
    """A version left behind, a level that was promised, a friend's size and a boss's wish are no facts."""
    found = extractor.extract(text, language)
    assert {**found.entities, **found.facts}.get(name) == value
