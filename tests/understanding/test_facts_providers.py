"""Systems that 3CX gave or keeps, that are rented, or that stand in the data centre of the house."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "die Instanz hat uns 3CX hingestellt", "hosted_by_3cx"),
        ("de", "gemieteter Windows Server bei Strato, Update hängt", "self_hosted"),
        ("de", "die VM läuft im Rechenzentrum unseres Werks auf dem vSphere", "on_premise"),
        ("de", "wir haben die kleine Edition, die geteilte von 3CX", "smb"),
        ("en", "the instance is one 3CX set up for us", "hosted_by_3cx"),
        ("en", "rented windows server at leaseweb, update stuck", "self_hosted"),
        ("en", "VM on the vSphere in the data centre of the factory", "on_premise"),
        ("es", "está en una instancia que nos puso 3CX", "hosted_by_3cx"),
        ("es", "es la small business, la que dan compartida", "smb"),
        ("es", "servidor virtual alquilado a arsys", "self_hosted"),
        ("es", "máquina en el vSphere que tenemos en el CPD de la fábrica", "on_premise"),
        ("it", "sta su un'istanza che ci ha dato 3CX", "hosted_by_3cx"),
        ("it", "server virtuale in affitto da aruba", "self_hosted"),
        ("it", "VM nel CED dello stabilimento", "on_premise"),
        ("it", "è la small business, quella condivisa", "smb"),
        ("fr", "c'est sur une instance que 3CX nous a montée", "hosted_by_3cx"),
        ("fr", "serveur virtuel loué chez Scaleway", "self_hosted"),
        ("fr", "VM sur le vSphere dans la salle informatique de l'usine", "on_premise"),
        ("fr", "c'est la small business, la partagée", "smb"),
        ("ru", "работает на инстансе, который нам подняла 3CX", "hosted_by_3cx"),
        ("ru", "арендованный виндовый сервер в Selectel", "self_hosted"),
        ("ru", "виртуалка в серверной завода на vSphere", "on_premise"),
        ("ru", "у нас small business, та что общая", "smb"),
        ("el", "είναι σε instance που μας έστησε η 3CX", "hosted_by_3cx"),
        ("el", "νοικιασμένος windows server στη leaseweb", "self_hosted"),
        ("el", "VM στο computer room του εργοστασίου", "on_premise"),
        ("el", "είναι η small business, αυτή που δίνουν κοινόχρηστη", "smb"),
        ("pt", "está numa instância que a 3CX nos montou", "hosted_by_3cx"),
        ("pt", "servidor virtual alugado na PTisp", "self_hosted"),
        ("pt", "VM no vSphere do centro de dados da fábrica", "on_premise"),
        ("pt", "é a small business, a partilhada", "smb"),
    ],
)
def test_place(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("hosting") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "nicht selbst gehostet jedenfalls", None),
        ("en", "not self-hosted anyway, rest I'd have to ask", None),
        ("es", "autoalojado no es, lo demás lo pregunto", None),
        ("it", "non self-hosted comunque, il resto lo chiedo al capo", None),
        ("fr", "ben pas auto-hébergé en tout cas", None),
        ("ru", "ну не свой хостинг точно", None),
        ("el", "self hosted πάντως δεν είναι", None),
        ("pt", "self-hosted não é de certeza", None),
    ],
)
def test_ruled_out_place_is_none(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language, "hosting").facts.get("hosting") == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "neue Instanz bei 3CX aufgesetzt mit gleicher Konfiguration: dort kein Fehler", False),
        ("en", "spun up a new instance hosted by 3CX with the same config: no fault there", False),
        ("es", "monté una instancia nueva alojada por 3CX con la misma configuración: allí ningún fallo", False),
        ("it", "ho tirato su un'istanza nuova ospitata da 3CX con la stessa config: lì nessun difetto", False),
        ("fr", "J'ai remonté une instance neuve hébergée par 3CX avec la même config : là-bas aucun défaut", False),
        ("ru", "поднял новый инстанс на хостинге 3CX с тем же конфигом: там никаких сбоев", False),
        ("el", "έστησα καινούριο instance hosted στην 3CX με το ίδιο config: εκεί κανένα πρόβλημα", False),
        ("pt", "montei uma instância nova alojada pela 3CX com a mesma config: lá nenhuma falha", False),
    ],
)
def test_no_fault_there(extractor: FactExtractor, language: str, text: str, value: object) -> None:
    assert extractor.extract(text, language).facts.get("reproduced_on_hosted") == value
