"""Properties of the whole: positions, order, ids, silence, the same result twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from upplint.language.analysis import Analysis
from upplint.requirements import extract
from upplint.requirements.clauses import find_hits
from upplint.requirements.doctype import looks_like
from upplint.requirements.topic import names

from .conftest import parse

PIECES = st.sampled_from(
    [
        "# 2 Krav på anbudsgivaren", "# 6 Avtalsvillkor", "# 4 Kravspecifikation",
        "Leverantören ska:", "- städa golven", "- ha minst tre (3) års erfarenhet, och ska visa intyg",
        "Om kommunen begär det ska leverantören, utan kostnad, delta.", "Bifoga intyg.", "Inget krav.",
        "Anbudsgivaren ska ha en omsättning på minst 5 mnkr eller motsvarande; annars krävs borgen.",
        "Den som ska leda arbetet ansvarar för att städa och ska meddela köparen.",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_text_is_the_text_at_its_place(lines):
    document = parse(*lines)
    analysis = Analysis(document)
    found = extract(document, analysis)
    assert [r.id for r in found] == [f"k{i + 1}" for i in range(len(found))]
    assert [r.start for r in found] == sorted(r.start for r in found)
    for requirement in found:
        block = document.blocks[requirement.block]
        assert requirement.text == document.text[requirement.start : requirement.end]
        assert requirement.text == requirement.text.strip()
        assert block.start <= requirement.start < requirement.end <= block.end
        assert requirement.full_text.endswith(requirement.text)
        assert requirement.topic in names()
        assert 0 < requirement.certainty <= 1
        for link in requirement.links:
            assert analysis.sentences[link.sentence].start <= link.start < link.end
        for evidence in requirement.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.text
    assert found == extract(document, Analysis(document))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abdeiklnorstuåäö skamåtefrivb,.;:()\n0", max_size=120))
def test_hits_lie_in_the_text_and_do_not_overlap(text):
    hits = find_hits(text)
    assert all(0 <= h.clause <= h.start < h.end <= len(text) for h in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))


def test_silent_document_holds_nothing():
    document = parse("Leverantören ska komma.")
    assert extract(document, Analysis(document), silent=True) == ()


def test_text_of_a_tenderer_is_a_bid():
    lines = [
        "Vi är ett företag med lång erfarenhet och våra medarbetare är stolta över sitt arbete.",
        "Vårt arbetssätt bygger på närhet, och vi har hjälpt många kunder att spara tid.",
        "Vi mäter alltid resultatet och vår ledning följer upp varje uppdrag tillsammans med oss.",
    ] * 5
    assert looks_like(parse(*lines)) == "bid"


def test_invitation_in_the_first_person_is_a_tender():
    lines = [
        "Vi söker en byrå för vår webbplats, och byrån tar fram texter åt oss efter våra beställningar.",
        "Sista dag för frågor är den 2 mars. Våra svar läggs ut för alla.",
        "Priset ger 30 poäng. Vite utgår om våra leveranser blir sena, och vi får då säga upp avtalet.",
    ] * 5
    assert looks_like(parse(*lines)) == "tender"


def test_list_of_buyers_is_a_register():
    lines = [f"Kommun {n} 212000-{1000 + n} Storgatan {n} 123 {10 + n % 80} ORTEN" for n in range(60)]
    assert looks_like(parse(*lines)) == "register"


def test_invitation_is_a_tender():
    lines = ["Anbudsgivaren ska lämna anbudet i upphandlingssystemet.", "Anbudet ska vara skrivet på svenska."] * 10
    assert looks_like(parse(*lines)) == "tender"
