"""eForms notices: what is read, what is refused, and that nothing in the file can do harm."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.errors import ReadError
from upplint.resources import rules_path
from upplint.tender import notice as module
from upplint.tender.cpv import Cpv
from upplint.tender.notice import Amount, Duration, is_notice, read_notice
from upplint.tender.notice_facts import notice_facts
from upplint.tender.regime import Procedure

OURS = Path(__file__).parent / "notices" / "stadning.xml"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "eforms"
SAMPLES = sorted(SHARED.glob("*.xml")) if SHARED.is_dir() else []


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """Our notice with some text replaced; each text must be there."""
    text = OURS.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "annons.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_whole_of_the_procurement_is_read() -> None:
    found = read_notice(OURS)
    assert found.gaps == ()
    assert (found.file, found.kind, found.subtype, found.notice_type) == (
        "stadning.xml",
        "ContractNotice",
        "16",
        "cn-standard",
    )
    assert (found.law, found.buyer, found.buyer_kind) == ("LOU", "Ängsby kommun", "other")
    assert (found.title, found.nature, found.language) == ("Lokalvård i kontor", "services", "SWE")
    assert found.value == Amount(Decimal("6500000.00"), "SEK")
    assert found.ceiling == Amount(Decimal(9_000_000), "SEK")
    assert found.cpv == (Cpv("90919200"), Cpv("90911300"))
    assert (found.procedure, found.accelerated) == ("open", False)
    assert Procedure(found.regime_procedure or "") is Procedure.OPEN
    assert (found.dispatched, found.published) == (date(2025, 3, 3), date(2025, 3, 5))
    assert (found.max_lots_submitted, found.max_lots_awarded) == (2, 1)


def test_each_lot_is_read_and_groups_of_lots_are_none() -> None:
    north, south = read_notice(OURS).lots
    assert (north.id, north.title) == ("LOT-0001", "Norra delen")
    assert (north.value, north.ceiling) == (Amount(Decimal(3_500_000), "SEK"), Amount(Decimal(5_000_000), "SEK"))
    assert (north.reserved_participation, north.reserved_execution, north.sme_suitable) == (("res-ws",), True, True)
    assert north.duration == Duration(Decimal(2), "YEAR") and north.duration.months == 24
    assert (north.start, north.renewals, north.validity) == (date(2025, 9, 1), 2, Duration(Decimal(4), "MONTH"))
    assert (north.framework, north.dynamic, north.max_suppliers) == ("fa-wo-rc", "none", 3)
    assert (north.tender_deadline, north.question_deadline) == (date(2025, 4, 10), date(2025, 3, 28))
    price, quality = north.criteria
    assert (price.type, price.name, price.weight, price.weight_kind) == ("price", "Pris", Decimal(70), "per-exa")
    assert (quality.type, quality.name, quality.weight) == ("quality", "Arbetsledning", None)
    assert (south.reserved_participation, south.reserved_execution, south.sme_suitable) == ((), None, False)
    assert south.duration is not None and south.duration.months is None
    assert south.value is None and south.criteria == ()


def test_each_fact_knows_its_line() -> None:
    text = OURS.read_text(encoding="utf-8").splitlines()
    lines = dict(read_notice(OURS).lines)
    assert "6500000.00" in text[lines["value"] - 1]
    assert ">5000000<" in text[lines["lots[0].ceiling"] - 1]
    assert "2025-04-10" in text[lines["lots[0].tender_deadline"] - 1]
    assert "Ängsby kommun" in text[lines["buyer"] - 1]
    assert "Lokalvård i" in text[lines["title"] - 1]
    assert list(lines) == sorted(lines)


def test_reading_twice_gives_the_same() -> None:
    assert read_notice(OURS) == read_notice(OURS)


@pytest.mark.parametrize(
    ("old", "new", "bt"),
    [
        (">6500000.00<", ">sex miljoner<", "BT-27"),
        (">6500000.00<", ">-1<", "BT-27"),
        (">6500000.00<", ">NaN<", "BT-27"),
        (">6500000.00<", ">1E+999999<", "BT-27"),
        (">2025-04-10+02:00<", ">10 april<", "BT-131"),
        (">2025-04-10+02:00<", ">2025-13-40<", "BT-131"),
        (">1</cbc:MaximumLotsAwardedNumeric", ">1.5</cbc:MaximumLotsAwardedNumeric", "BT-33"),
        ("<cbc:SMESuitableIndicator>true", "<cbc:SMESuitableIndicator>kanske", "BT-726"),
        (">90911300<", ">städning<", "CPV"),
    ],
)
def test_what_cannot_be_understood_is_a_gap_and_the_rest_is_read(tmp_path: Path, old: str, new: str, bt: str) -> None:
    found = read_notice(changed(tmp_path, (old, new)))
    (gap,) = found.gaps
    assert bt in gap and "går inte att tolka" in gap
    assert found.title == "Lokalvård i kontor" and len(found.lots) == 2


def test_a_missing_value_is_none_and_no_gap(tmp_path: Path) -> None:
    found = read_notice(changed(tmp_path, (">6500000.00<", "><"), (">9000000<", "> <")))
    assert (found.value, found.ceiling, found.gaps) == (None, None, ())


def test_a_notice_without_facts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tom.xml"
    path.write_text('<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"/>')
    found = read_notice(path)
    assert found.lots == () and found.value is None
    assert found.gaps == ("tom.xml innehåller inga uppgifter om upphandlingen.",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "U143"),
        (b"ingen xml", "U143"),
        (b"<ContractNotice>", "U143"),
        (b"\xff\xfe\x00", "U143"),
        (b"<html><body/></html>", "U144"),
        (b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "U144"),
    ],
)
def test_other_files_are_refused_in_swedish(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "fel.xml"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_notice(path)
    assert caught.value.code == code
    assert "fel.xml" in caught.value.message
    assert not is_notice(path) or content == b"<ContractNotice>"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_notice(tmp_path / "borta.xml")
    assert caught.value.code == "U141"
    assert not is_notice(tmp_path / "borta.xml")


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    with pytest.raises(ReadError) as caught:
        read_notice(OURS)
    assert caught.value.code == "U142"


def test_entities_are_never_expanded_and_a_dtd_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.txt"
    secret.write_text("HEMLIGT")
    bombs = [
        f'<!DOCTYPE ContractNotice [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE ContractNotice [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        f'<!DOCTYPE ContractNotice SYSTEM "{secret.as_uri()}">',
    ]
    for bomb in bombs:
        path = changed(
            tmp_path,
            ('<?xml version="1.0" encoding="UTF-8"?>', f'<?xml version="1.0" encoding="UTF-8"?>{bomb}'),
            *((("Norra delen", "&x;"),) if "ENTITY" in bomb else ()),
        )
        with pytest.raises(ReadError) as caught:
            read_notice(path)
        assert caught.value.code == "U143"
        assert "HEMLIGT" not in caught.value.message


def test_too_many_lots_are_cut_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LOTS", 1)
    found = read_notice(OURS)
    assert len(found.lots) == 1
    assert found.gaps == ("Annonsen har 2 delar. Bara de första 1 är lästa.",)


def test_a_notice_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert is_notice(OURS)
    other = tmp_path / "prislista.xml"
    other.write_text("<lista><ContractNoticeish/></lista>")
    assert not is_notice(other)
    wide = tmp_path / "utf16.xml"
    wide.write_text(
        OURS.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"'), encoding="utf-16"
    )
    assert is_notice(wide)
    assert read_notice(wide).title == "Lokalvård i kontor"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_notice_never_crashes(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = OURS.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 400))
    junk = data.draw(st.text(max_size=12))
    path = tmp_path_factory.mktemp("n") / "x.xml"
    path.write_text(text[:start] + junk + text[start + length :], encoding="utf-8", errors="replace")
    try:
        found = read_notice(path)
    except ReadError as error:
        assert error.code in {"U143", "U144"}
    else:
        assert found.kind


@pytest.mark.skipif(not SAMPLES, reason="the sample notices are not beside the checkout")
def test_every_sample_notice_is_read() -> None:
    found = {path.name: read_notice(path) for path in SAMPLES}
    for name, notice in found.items():
        assert is_notice(SHARED / name)
        if name.startswith("INVALID"):
            assert notice.gaps and notice.value is None
            continue
        assert notice.gaps == ()
        assert notice.law and notice.buyer and notice.title and notice.cpv and notice.lots and notice.dispatched
        for lot in notice.lots:
            assert lot.id and lot.title
    maximal = found["cn_24_maximal.xml"]
    assert maximal.lots[0].reserved_participation == ("res-pub-ser",)
    assert (maximal.max_lots_submitted, maximal.max_lots_awarded, maximal.accelerated) == (2, 2, True)
    assert found["cn_24_nego_accel.xml"].buyer_kind == "state"
    assert found["cn_23.xml"].law == "LUK" and found["cn-social_25.xml"].law == "LUF"
    assert found["cn_24_multilingual.xml"].title is not None
    assert "Tillhandahållande" in found["cn_24_multilingual.xml"].title


@pytest.mark.skipif(not SHARED.is_dir(), reason="the field list is not beside the checkout")
def test_our_paths_are_those_of_the_eforms_sdk() -> None:
    """Each of our paths ends where the SDK's path of the same business term ends (predicates and roots aside)."""
    sdk = json.loads((SHARED / "fields.json").read_text(encoding="utf-8"))
    ours = yaml.safe_load(rules_path("notice", "fields.yaml").read_text(encoding="utf-8"))

    def steps(path: str) -> list[str]:
        while (bare := re.sub(r"\[[^\[\]]*\]", "", path)) != path:
            path = bare
        return [s for s in path.replace("{extension}", ours["extension"]).split("/") if s not in ("", "*")]

    by_term: dict[str, list[list[str]]] = {}
    for term, field in sdk.items():
        by_term.setdefault(re.match(r"(?:BT|OPP|OPT)-\d+", term)[0], []).append(steps(field["xpath"]))  # type: ignore[index]
    criteria = {k: v for k, v in ours["criteria"].items() if isinstance(v, dict)}
    compared = 0
    for field in [*ours["notice"].values(), *ours["lot"].values(), *criteria.values()]:
        if field["bt"] in by_term:
            tail = steps(field["path"])
            assert any(path[-len(tail) :] == tail for path in by_term[field["bt"]]), field
            compared += 1
    assert compared >= 30


def test_award_basis_weight_reservation_and_title_are_facts() -> None:
    facts = notice_facts([read_notice(OURS)])
    said = {name: facts[name][0].value for name in ("award_basis", "price_weight", "reserved", "subject")}
    title = read_notice(OURS).title
    assert said == {"award_basis": "quality_price", "price_weight": Decimal(70), "reserved": True, "subject": title}


def test_nothing_reserved_is_said_when_the_notice_says_none(tmp_path: Path) -> None:
    path = changed(tmp_path, (">res-ws<", ">none<"))
    assert read_notice(path).lots[0].free_participation
    facts = notice_facts([read_notice(path)])
    assert [f.value for f in facts["reserved"]] == [False]
