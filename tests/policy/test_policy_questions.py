"""A question about the policy finds its topic in each of the eight languages."""

from __future__ import annotations

import pytest

from bot.policy import Policy
from bot.policy.questions import match

QUESTIONS = [
    ("en", "Who can open a support ticket?", "who_may_open"),
    ("de", "Wer darf ein Ticket öffnen?", "who_may_open"),
    ("it", "Chi può aprire un ticket?", "who_may_open"),
    ("fr", "Qui peut ouvrir un ticket ?", "who_may_open"),
    ("ru", "Кто может открыть тикет?", "who_may_open"),
    ("el", "Ποιος μπορεί να ανοίξει αίτημα;", "who_may_open"),
    ("pt", "Quem pode abrir um chamado?", "who_may_open"),
    ("es", "¿Quién puede abrir un ticket?", "who_may_open"),
    ("en", "How long until somebody answers? What is your SLA?", "sla"),
    ("de", "Wie lange dauert es, bis jemand antwortet?", "sla"),
    ("it", "Quanto tempo ci vuole per una risposta?", "sla"),
    ("fr", "Quel est le délai de réponse ?", "sla"),
    ("ru", "Как долго ждать ответа?", "sla"),
    ("el", "Πόσο χρόνο θα περιμένω;", "sla"),
    ("pt", "Qual é o prazo de resposta?", "sla"),
    ("es", "¿Cuánto tarda la respuesta?", "sla"),
    ("en", "is this going to take much longer", "sla"),
    ("de", "wie lang braucht ihr", "sla"),
    ("it", "quanto ci vuole", "sla"),
    ("fr", "quand est-ce que quelqu'un regarde", "sla"),
    ("ru", "сколько это займёт", "sla"),
    ("el", "πόση ώρα θα πάρει", "sla"),
    ("pt", "vai demorar muito?", "sla"),
    ("es", "cuánto va a tardar esto", "sla"),
    ("en", "and who pays for this?", "fees"),
    ("de", "wer zahlt das eigentlich?", "fees"),
    ("it", "e chi paga?", "fees"),
    ("fr", "et qui paye ?", "fees"),
    ("ru", "а кто за это платит?", "fees"),
    ("el", "και ποιος πληρώνει;", "fees"),
    ("pt", "e quem paga isso?", "fees"),
    ("es", "¿y quién paga esto?", "fees"),
    ("en", "Do you offer TeamViewer?", "remote_session"),
    ("de", "Macht ihr Fernwartung?", "remote_session"),
    ("it", "Fate sessione remota?", "remote_session"),
    ("fr", "Proposez-vous une prise en main à distance ?", "remote_session"),
    ("ru", "Можно удалённое подключение?", "remote_session"),
    ("el", "Κάνετε απομακρυσμένη σύνδεση;", "remote_session"),
    ("pt", "Vocês fazem acesso remoto?", "remote_session"),
    ("es", "¿Ofrecen acceso remoto?", "remote_session"),
    ("en", "Can I call you, is there a phone number?", "phone_support"),
    ("de", "Gibt es Telefonsupport?", "phone_support"),
    ("it", "C'è un numero di telefono?", "phone_support"),
    ("fr", "Y a-t-il un support téléphonique ?", "phone_support"),
    ("ru", "Есть поддержка по телефону?", "phone_support"),
    ("el", "Υπάρχει τηλεφωνική υποστήριξη;", "phone_support"),
    ("pt", "Existe suporte por telefone?", "phone_support"),
    ("es", "¿Hay soporte telefónico?", "phone_support"),
    ("en", "Why is STUN not supported?", "stun"),
    ("ru", "Почему не поддерживается STUN?", "stun"),
    ("de", "Was gilt für EOL-Telefone?", "eol"),
    ("fr", "Puis-je utiliser ma NFR ?", "nfr"),
    ("it", "Quali sono le regole del forum?", "forum"),
    ("pt", "O que recebe um parceiro Bronze?", "bronze"),
    ("es", "¿Tienen prioridad los socios Platinum?", "priority"),
    ("el", "Πόσο κοστίζουν τα πακέτα υποστήριξης;", "packages"),
    ("de", "Kostet das eine Gebühr?", "fees"),
    ("en", "How many hours do you investigate, one hour?", "investigation_hour"),
    ("ru", "Какая версия поддерживается?", "versions"),
    ("fr", "Dois-je joindre des journaux verbose ?", "logs"),
    ("en", "Do you configure firewalls?", "firewall_network"),
    ("de", "Unterstützt ihr Microsoft Teams?", "teams"),
    ("it", "La Call Control API è supportata?", "apis"),
    ("es", "¿Analizan el fraude?", "fraud"),
    ("ru", "Какие языки поддержки?", "languages"),
]


@pytest.mark.parametrize(("language", "question", "topic"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_a_question_finds_its_topic(policy: Policy, language: str, question: str, topic: str) -> None:
    found = match(policy, question, language)
    assert found and found[0].topic == topic, found


def test_a_clause_is_found_by_its_id(policy: Policy) -> None:
    assert [item.topic for item in match(policy, "What does X05 say?", "en")] == ["X05"]


@pytest.mark.parametrize("text", ["", "hello", "the weather is nice today", "Привет", "καλημέρα", "asdf"])
def test_nothing_is_found_where_nothing_is_asked(policy: Policy, text: str) -> None:
    assert match(policy, text, "en") == []


def test_without_a_language_the_words_of_all_languages_count(policy: Policy) -> None:
    assert match(policy, "Gibt es Telefonsupport?")[0].topic == "phone_support"


def test_scores_are_shares_and_fall(policy: Policy) -> None:
    scores = [item.score for item in match(policy, "Does the forum have an SLA and phone support?", "en")]
    assert len(scores) == 3 and scores == sorted(scores, reverse=True) and abs(sum(scores) - 1) < 0.01
