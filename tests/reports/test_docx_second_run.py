"""Comments that are there already: other people's stay, those of an earlier run are replaced."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from wordfiles import (
    W15,
    W,
    annotated,
    at,
    paragraph,
    part,
    run,
    shown,
    texts,
    w,
    write,
)

from upplint.documents.docx.reader import read_docx

_COMMENTS = f'<w:comment w:id="4" w:author="Eva" w:initials="E">{paragraph(run("Min fråga"))}</w:comment>'
_MARKED = paragraph(
    '<w:commentRangeStart w:id="4"/>',
    run("Anbud ska"),
    '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
    run(" lämnas"),
)


def test_other_peoples_comments_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", _MARKED, comments=_COMMENTS)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "ska lämnas")])

    assert shown(data) == "[4:Anbud [5:ska]^4 lämnas]^5"
    assert [t.splitlines()[0] for t in texts(data)] == ["Min fråga", "Varning: En rubrik (ABC001)"]


def test_a_second_run_replaces_the_comments_of_the_first(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", _MARKED, comments=_COMMENTS)
    document = read_docx(path, file="prov.docx")
    findings = [at(document, "ska lämnas"), at(document, "Anbud")]
    first = annotated(path, findings)
    path.write_bytes(first)

    again, other = annotated(path, findings), annotated(path, [at(document, "lämnas")])

    assert again == first
    assert shown(other) == "[4:Anbud ska]^4 [5:lämnas]^5"
    assert len(texts(annotated(path, []))) == 1


def _extended(data: bytes, *entries: str) -> dict[str, str]:
    """The comments of a file, their paragraphs named `C<comment>P<n>`, and the part that Word keeps beside them."""
    root = part(data, "word/comments.xml")
    for comment in root:
        for i, p in enumerate(comment.iter(w("p"))):
            p.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"C{comment.get(w('id'))}P{i}")
    return {
        "comments": "".join(etree.tostring(c, encoding="unicode") for c in root),
        "commentsExtended": f'<w15:commentsEx xmlns:w15="{W15}">{"".join(entries)}</w15:commentsEx>',
    }


@pytest.mark.parametrize(
    "entry",
    ['<w15:commentEx w15:paraId="C9P0" w15:paraIdParent="C0P3"/>', '<w15:commentEx w15:paraId="C0P3" w15:done="1"/>'],
)
def test_comments_that_people_worked_with_stay_and_are_not_doubled(tmp_path: Path, entry: str) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    document = read_docx(path, file="prov.docx")
    findings = [at(document, "ett"), at(document, "två")]
    first = annotated(path, findings)
    other = '<w15:commentEx w15:paraId="C1P3" w15:done="0"/>'
    body = "".join(etree.tostring(p, encoding="unicode") for p in part(first).find(w("body")))
    write(path, body, **_extended(first, entry, other))

    data = annotated(path, findings)

    assert shown(data) == "[0:ett]^0 [1:två]^1"
    assert len(texts(data)) == 2
    left = [e.get(f"{{{W15}}}paraId") for e in part(data, "word/commentsExtended.xml")]
    assert left == [entry.split('"')[1]]


def test_an_approval_in_our_own_comment_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    document = read_docx(path, file="prov.docx")
    first = annotated(path, [at(document, "två", message="upplint: ok ABC001 - prövat")])
    path.write_bytes(first)

    assert "upplint: ok ABC001 - prövat" in texts(annotated(path, []))[0]


def test_numbers_of_comments_are_unique_and_only_the_needed_parts_change(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två tre")), settings="", numbering="")
    document = read_docx(path, file="prov.docx")

    data = annotated(path, [at(document, word) for word in ("ett", "två", "tre")])

    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        changed = {n for n in after.namelist() if n not in before.namelist() or before.read(n) != after.read(n)}
        assert after.namelist()[: len(before.namelist())] == before.namelist()
    assert changed == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/comments.xml",
    }
    numbers = [c.get(w("id")) for c in part(data, "word/comments.xml")]
    assert numbers == ["0", "1", "2"]


def test_strict_markup_stays_strict(tmp_path: Path) -> None:
    path = write(tmp_path / "prov.docx", paragraph(run("ett två")))
    with zipfile.ZipFile(path) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    files["word/document.xml"] = files["word/document.xml"].replace(W.encode(), strict)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)

    data = annotated(path, [at(read_docx(path, file="prov.docx"), "två")])

    for name in ("word/document.xml", "word/comments.xml"):
        assert etree.QName(part(data, name)).namespace == strict.decode()
    path.write_bytes(data)
    [note] = read_docx(path, file="prov.docx").annotations
    assert (note.start, note.end) == (4, 7)
