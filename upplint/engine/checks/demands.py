"""What binds a supplier in a sentence, and which numbers are the least that is accepted. Shared by the checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upplint.engine.permission import only_allows, tells_of_authority
from upplint.engine.view import Range, View
from upplint.language.analysis import Sentence
from upplint.language.quantities import Comparator
from upplint.requirements.model import Force, On, Requirement

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity

AT_LEAST = frozenset({Comparator.GE, Comparator.GT, Comparator.EQ, Comparator.APPROX})
_LEAST = frozenset({Comparator.GE, Comparator.GT})
_UNDER = frozenset({Comparator.LT, Comparator.LE})
SIDES = (On.TENDERER, On.SUPPLIER)


@dataclass(frozen=True, slots=True)
class Binding:
    """Whom a sentence binds.

    Attributes:
        speaks: a rule on demands may speak of it: a must on the supplier side, or nothing was extracted from it.
        requirement: the must on the supplier side; None where nothing was extracted (a table cell, a line of a form,
            "anbud från företag utan ... prövas inte").
    """

    speaks: bool
    requirement: Requirement | None = None


def binding(view: View, sentence: Sentence) -> Binding:
    """Whom a sentence binds. One that binds only the authority, or only wishes and rights, binds nobody here."""
    found = view.requirements_by_sentence.get(sentence.index, ())
    for requirement in found:
        if requirement.on in SIDES and requirement.force is Force.MUST and requirement.points is None:
            return Binding(True, requirement)
    return Binding(not found and not only_allows(sentence.text) and not tells_of_authority(sentence.text))


def is_floor(
    view: View,
    unit: tuple[Range, ...],
    place: Range,
    quantity: Quantity,
    cues: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    labelled: bool,
) -> bool:
    """Is the quantity the least that is accepted?

    Args:
        unit: the sentence with its lead-in and row.
        place: the quantity, as offsets in the document.
        cues: phrase lists: words of rejection ("antas inte"), of less ("lägre", "under") and of a demand ("krävs",
            "lägsta", "krav").
        labelled: a must was extracted; then a plain number counts too ("ska ha 3 referenser").
    """
    refused, less, demanded = cues
    if quantity.comparator in _LEAST:
        return True
    rejected = bool(view.within(refused, unit))
    below = any(p[0] < place[0] for p in view.within(less, unit))
    if rejected and (quantity.comparator in _UNDER or below):
        return True
    if quantity.comparator in _UNDER or below:
        return False
    return quantity.comparator in AT_LEAST and (labelled or bool(view.within(demanded, unit)))
