"""Draft partnership agreements: recognised, walked through, never judged."""

from __future__ import annotations

from pathlib import Path

from upplint import api
from upplint.advice.render import markdown
from upplint.advice.suggest import suggest
from upplint.engine.testing import tender_from_text
from upplint.tender.model import Role
from upplint.tender.partnership import criteria, missing_parts, resources

DRAFT = """# Idéburet offentligt partnerskap om Mötesplatsen
## 1 Bakgrund
Granvikens kommun och Föreningen Grannsamverkan vill minska ensamheten, som är en gemensam samhällsutmaning.
## 2 Insatser
Kommunen bidrar med 600 000 kronor om året. Föreningen bidrar med lokal och ideella timmar.
Om öppettiden inte hålls betalar föreningen ett vite. Kommunen lämnar ersättning per besökare.
## 3 Slut
Ingen part kan kräva att den andra utför en tjänst. Oanvända pengar betalas tillbaka.
"""


def test_six_marks_with_text_for_and_against() -> None:
    made, _ = tender_from_text(DRAFT, role=Role.PARTNERSHIP)
    marks = criteria(made)
    assert [m.number for m in marks] == [1, 2, 3, 4, 5, 6]
    assert [m.key for m in marks if m.heavy] == ["binding"]
    binding = marks[5]
    assert [e.words for e in binding.speaks_for] == ["vite"]
    assert [e.words for e in binding.speaks_against] == ["Ingen part kan kräva", "betalas tillbaka"]
    assert [e.words for e in marks[4].speaks_for] == ["ersättning per"]
    text = made.parts[0].document.text
    for mark in marks:
        for evidence in (*mark.speaks_for, *mark.speaks_against):
            assert text[evidence.start : evidence.end] == evidence.words


def test_a_denied_word_speaks_against_only() -> None:
    made, _ = tender_from_text("# IOP\nParterna betalar inget vite.", role=Role.PARTNERSHIP)
    binding = criteria(made)[5]
    assert [e.words for e in binding.speaks_for] == []
    assert [e.words for e in binding.speaks_against] == ["inget vite"]


def test_missing_parts_and_resources() -> None:
    made, _ = tender_from_text(DRAFT, role=Role.PARTNERSHIP)
    missing = missing_parts(made)
    assert "lärandemål" in missing
    assert "bakgrund" not in missing
    public, civil = resources(made)
    assert len(public) == 1
    assert len(civil) == 1


def test_a_procurement_is_not_walked_through() -> None:
    made, _ = tender_from_text(DRAFT, role=Role.INVITATION)
    assert not any(m.speaks_for for m in criteria(made))


def test_the_walk_through_gives_no_verdict() -> None:
    made, _ = tender_from_text(DRAFT, role=Role.PARTNERSHIP)
    text = markdown([suggest(made)])
    assert "## Är det ett offentligt kontrakt?" in text
    assert "Fråga en jurist." in text
    for verdict in ("är ett offentligt kontrakt.", "är olaglig", "är otillåt"):
        assert verdict not in text
    assert "Överenskommelse om partnerskap" in text  # the outline, since parts are missing


def test_kind_iop_forces_the_role_and_keeps_the_rules_of_procurement_silent(tmp_path: Path) -> None:
    path = tmp_path / "samverkan.txt"
    path.write_text(
        "Samverkan om huset\n\nFöreningen betalar vite om huset är stängt. Anbud ska avse hela uppdraget. "
        "Delanbud godtas inte.\n",
        encoding="utf-8",
    )
    forced = {f.rule[:3] for f in api.check(path, kind="iop", profile="granska", processes=1).findings}
    assert "IOP" in forced
    assert forced <= {"IOP", "LAN", "ACC"}
    free = {f.rule[:3] for f in api.check(path, profile="granska", processes=1).findings}
    assert "IOP" not in free
    assert "LOT" in free


def test_a_draft_is_recognised_by_its_title(tmp_path: Path) -> None:
    path = tmp_path / "utkast.txt"
    path.write_text(
        "Idéburet offentligt partnerskap\n\nOm huset är stängt betalar föreningen ett vite.\n", encoding="utf-8"
    )
    assert "IOP001" in {f.rule for f in api.check(path, processes=1).findings}


def test_the_outline_draft_holds_every_part() -> None:
    from upplint.advice.brief import make_brief
    from upplint.advice.clauses import fill, find_clause

    made, _ = tender_from_text(DRAFT, role=Role.PARTNERSHIP)
    outline = fill(find_clause("iop-disposition"), make_brief(made))
    read, _ = tender_from_text(outline.text, role=Role.PARTNERSHIP)
    assert missing_parts(read) == ()
    assert not criteria(read)[5].speaks_for
