"""Wishes that are refused, and several of them in one message, in eight languages."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor

CALL, REMOTE, JOINT, HUMAN = "phone_support", "remote_session", "third_party_call", "human"

REFUSED = (
    ("en", "Remote access is out, head office forbids it.", REMOTE, []),
    ("en", "No joint call with Gamma, they charge for it.", JOINT, []),
    ("en", "A human is not required here.", HUMAN, []),
    ("de", "Fernwartung lehnt unser Vorstand ab.", REMOTE, []),
    ("de", "Eine Fernsitzung wollen wir nicht, ruft mich bitte an.", REMOTE, [CALL]),
    ("de", "Bitte ohne Konferenz mit der Telekom.", JOINT, []),
    ("it", "Sessione remota vietata dalla direzione.", REMOTE, []),
    ("it", "Niente chiamata a tre con Fastweb, per favore.", JOINT, []),
    ("fr", "La prise en main à distance est interdite chez nous.", REMOTE, []),
    ("fr", "Inutile de faire un appel à trois avec OVH.", JOINT, []),
    ("ru", "Удаленный доступ запрещает служба безопасности.", REMOTE, []),
    ("ru", "Без конференции с Ростелекомом, пожалуйста.", JOINT, []),
    ("el", "Η απομακρυσμένη πρόσβαση δεν επιτρέπεται εδώ.", REMOTE, []),
    ("el", "Δεν θέλω κοινή κλήση με τη Nova.", JOINT, []),
    ("pt", "O acesso remoto é proibido pela direção.", REMOTE, []),
    ("pt", "Não quero chamada conjunta com a NOS.", JOINT, []),
    ("es", "El acceso remoto está prohibido por la dirección.", REMOTE, []),
    ("es", "No quiero una llamada conjunta con Movistar.", JOINT, []),
)

TOGETHER = (
    ("en", "Phone call or remote, whichever is quicker", [CALL, REMOTE]),
    ("en", "First a remote session and after that a joint call with Gamma", [REMOTE, JOINT]),
    ("de", "Rückruf oder Fernwartung, was schneller geht", [CALL, REMOTE]),
    ("de", "Remote und danach eine Konferenz mit Vodafone", [REMOTE, JOINT]),
    ("it", "Telefono o remoto, fate voi", [CALL, REMOTE]),
    ("fr", "Téléphone ou TeamViewer, comme vous voulez", [CALL, REMOTE]),
    ("ru", "Перезвоните или подключитесь, как вам удобнее", [CALL, REMOTE]),
    ("el", "Τηλέφωνο ή remote, όπως θέλετε", [CALL, REMOTE]),
    ("pt", "Telefone ou acesso remoto, tanto faz", [CALL, REMOTE]),
    ("es", "Quiero 1) remoto 2) una llamada conjunta con Movistar", [REMOTE, JOINT]),
)

NO_WISHES = (
    ("en", "The phone and the remote office lose registration"),
    ("de", "Telefon und Remote-Standort verlieren die Registrierung"),
    ("it", "Il telefono e la sede remota non si registrano"),
    ("fr", "Le téléphone et le site distant perdent l'enregistrement"),
    ("ru", "Телефон и форум на сайте не работают"),
    ("el", "Το τηλέφωνο και το remote γραφείο δεν λειτουργούν"),
    ("pt", "O telefone e o escritório remoto perdem o registo"),
    ("es", "El teléfono y la oficina remota pierden el registro"),
)


@pytest.mark.parametrize(("language", "text", "refused", "wanted"), REFUSED)
def test_what_is_refused_is_no_wish(
    extractor: FactExtractor, language: str, text: str, refused: str, wanted: list[str]
) -> None:
    found = extractor.extract(text, language)
    assert found.facts.get("requests", []) == wanted
    assert refused in found.negated["requests"]


@pytest.mark.parametrize(("language", "text", "wanted"), TOGETHER)
def test_all_wishes_are_read_in_their_order(
    extractor: FactExtractor, language: str, text: str, wanted: list[str]
) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wanted


@pytest.mark.parametrize(("language", "text"), NO_WISHES)
def test_faults_in_words_of_wishes_ask_for_nothing(extractor: FactExtractor, language: str, text: str) -> None:
    assert "requests" not in extractor.extract(text, language).facts
