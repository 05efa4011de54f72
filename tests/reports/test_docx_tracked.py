"""Replacements as tracked changes: only what can be put in place word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from wordfiles import (
    annotated,
    at,
    finding,
    paragraph,
    part,
    run,
    shown,
    w,
    write,
)

from upplint.documents.docx.reader import read_docx


def test_tracked_replacement_of_a_lexicon_word(tmp_path: Path) -> None:
    body = paragraph(run("Leverantören ", "<w:b/>"), run("erhå", "<w:i/>"), run("ller betalning.", "<w:i/>"))
    path = write(tmp_path / "prov.docx", body)
    document = read_docx(path, file="prov.docx")
    one = at(document, "erhåller", values={"term": "erhålla", "replacement": "får"})

    data = annotated(path, [one], tracked=True)

    assert shown(data) == "Leverantören [0:{del|erhåller}{ins|får}]^0 betalning."
    changes = list(part(data).iter(w("ins"), w("del")))
    assert {e.get(w("author")) for e in changes} == {"upplint"}
    assert len({e.get(w("id")) for e in changes}) == 2
    assert all(r.find(w("rPr")).find(w("i")) is not None for e in changes for r in e.iter(w("r")))


def test_a_word_that_a_person_must_choose_is_not_replaced(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("Beloppet ska vara erlagt i maj.")))
    document = read_docx(path, file="prov.docx")
    one = at(document, "ska vara", values={"term": "x", "replacement": "betala, lämna"})

    assert "ins" not in shown(annotated(path, [one], tracked=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Certifikat enligt ISO 9001 krävs.", "Certifikat enligt [0:ISO 9001{ins| eller likvärdigt}]^0 krävs."),
        ("Enligt ISO 9001:2015 nu.", "Enligt [0:ISO 9001]^0:2015{ins| eller likvärdigt} nu."),
        ("En ISO 9001-certifiering.", "En [0:ISO 9001]^0-certifiering."),
        ("ISO 9001 (likvärdigt godtas).", "[0:ISO 9001]^0 (likvärdigt godtas)."),
    ],
)
def test_tracked_addition_of_or_equivalent(tmp_path: Path, text: str, expected: str) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run(text)))
    document = read_docx(path, file="prov.docx")
    one = at(
        document, "ISO 9001", rewrite="Visa det med certifikat enligt [standard] eller likvärdigt, eller på annat sätt."
    )

    assert shown(annotated(path, [one], tracked=True)) == expected


def test_nothing_is_changed_in_headings_controls_links_and_other_peoples_changes(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="heading 1"/></w:style>'
    heading = f'<w:p><w:pPr><w:pStyle w:val="R"/><w:outlineLvl w:val="0"/></w:pPr>{run("Vi erhåller")}</w:p>'
    control = paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('De erhåller')}</w:sdtContent></w:sdt>")
    link = paragraph(f'<w:hyperlink w:anchor="x">{run("Ni erhåller")}</w:hyperlink>')
    change = paragraph(f'<w:ins w:id="1" w:author="Eva">{run("Hon erhåller")}</w:ins>')
    path = write(tmp_path / "prov.docx", heading + control + link + change, styles=styles)
    document = read_docx(path, file="prov.docx")
    starts = [i for i in range(len(document.text)) if document.text.startswith("erhåller", i)]
    findings = [finding(document, i, i + 8, values={"term": "erhålla", "replacement": "får"}) for i in starts]

    root = part(annotated(path, findings, tracked=True))

    assert len(starts) == 4
    assert [e.get(w("author")) for e in root.iter(w("ins"), w("del"))] == ["Eva"]
