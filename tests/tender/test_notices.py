"""Notices among the files and by option: what wins, and what happens to one that cannot be read."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from upplint import api
from upplint.errors import ReadError, UpplintError
from upplint.tender.model import Ground, Tender

OURS = Path(__file__).parent / "notices" / "stadning.xml"
TEXT = "Upphandlingsdokument\n\nUpphandlingen görs enligt LOU. Det uppskattade värdet är 7 000 000 kronor.\n"
BAD = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n{}'
ROOT = '<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2">&a;</ContractNotice>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "Städning åäö"
    path.mkdir()
    (path / "af.txt").write_text(TEXT, encoding="utf-8")
    return path


def said(tender: Tender) -> tuple[object, object]:
    fact = tender.facts.get("estimated_value")
    assert fact is not None
    return fact.ground, fact.value


def test_the_notice_of_the_option_outranks_the_documents(folder: Path) -> None:
    (tender,), result = api.read_tenders(folder, notice=OURS)
    assert said(tender) == (Ground.NOTICE, Decimal(6500000))
    assert not result.errors


def test_the_notice_of_the_option_outranks_the_one_in_the_folder(folder: Path, tmp_path: Path) -> None:
    shutil.copy(OURS, folder / "annons.xml")
    other = tmp_path / "ny.xml"
    other.write_text(OURS.read_text(encoding="utf-8").replace("6500000.00", "5500000.00"), encoding="utf-8")
    (tender,), _ = api.read_tenders(folder, notice=other)
    assert said(tender) == (Ground.NOTICE, Decimal(5500000))
    (tender,), _ = api.read_tenders(folder, notice=folder / "annons.xml")
    assert len(tender.facts.all("lots_won_max")) == 1  # not read twice


def test_a_notice_that_cannot_be_read_does_not_stop_the_documents(folder: Path) -> None:
    (folder / "annons.xml").write_text(BAD.format(ROOT), encoding="utf-8")
    (tender,), result = api.read_tenders(folder)
    assert said(tender) == (Ground.DOCUMENT, Decimal(7000000))
    assert [e.code for e in result.errors] == ["U143"]


def test_the_notice_that_the_user_names_must_be_readable(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as error:
        api.read_tenders(folder, notice=tmp_path / "saknas.xml")
    assert error.value.code == "U141"


def test_what_cannot_be_understood_in_a_notice_is_a_gap(folder: Path) -> None:
    text = OURS.read_text(encoding="utf-8").replace("6500000.00", "sex miljoner")
    (folder / "annons.xml").write_text(text, encoding="utf-8")
    (tender,), result = api.read_tenders(folder)
    assert said(tender) == (Ground.DOCUMENT, Decimal(7000000))
    assert any(g.file == "annons.xml" and "BT-27" in g.message for g in result.gaps)


def test_one_notice_is_not_for_several_tenders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "af.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UpplintError) as error:
        api.read_tenders(tmp_path / "a", tmp_path / "b", notice=OURS)
    assert error.value.code == "U145"
