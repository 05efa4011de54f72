"""References: how far back they may lie, and how large they must be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from upplint.documents.model import BlockKind
from upplint.engine.checks import check
from upplint.engine.checks.demands import AT_LEAST as _AT_LEAST
from upplint.engine.context import Context, Match
from upplint.engine.numbers import as_number
from upplint.engine.view import View
from upplint.language.analysis import Sentence
from upplint.language.quantities import Comparator, QuantityKind, to_months
from upplint.tender.facts.sums import whole_fact

if TYPE_CHECKING:
    from upplint.language.quantities import Quantity

_SIZES = frozenset(
    {QuantityKind.AREA, QuantityKind.MEASURE, QuantityKind.MONEY, QuantityKind.COUNT, QuantityKind.HOURS}
)
_DAYS_A_MONTH = Decimal(365) / 12
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+(?:,\d+)?")
_UNIT_WORDS = {"km": ("kilometer", "km"), "m2": ("m2", "m²", "kvm", "kvadratmeter"), "ha": ("hektar", "ha")}


@check(values=("value",), params=("reference", "deed", "none", "months"))
def short_lookback(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """References count only if they are no older than so many months, by a period or by a date.

    A date is compared with the last day for tenders, else with the day of publication; without these it is left.
    Params: cue lists `reference`, `deed` (what a reference did: "utförts", "avslutats") and `none`; `months`.
    Values: `value`, months. Source: LOU 15 kap. 11-12 §§.
    """
    most = Decimal(str(params["months"]))
    reference, deed, none = ((params[n],) for n in ("reference", "deed", "none"))
    today = _date(context, "tender_deadline") or _date(context, "published")
    for view in context.text_views():
        for sentence in _sentences_about(view, reference, deed):
            unit = view.unit(sentence)
            if view.within(none, unit):
                continue
            for q in view.analysis.quantities(sentence):
                months = _looks_back(q, sentence, today)
                if months is not None and 0 < months <= most:
                    start, end = q.start + sentence.start, q.end + sentence.start
                    values = {"value": months.quantize(Decimal(1)), "unit": "month"}
                    yield Match(view.number, start, end, values=values)
                    break
            else:
                named = _since_year(sentence.text, today) or _last_year(sentence.text)
                if named and 0 < named[1] <= most and view.within(reference, unit):
                    (start, end), months = named
                    values = {"value": months.quantize(Decimal(1)), "unit": "month"}
                    yield Match(view.number, start + sentence.start, end + sentence.start, values=values)


_YEAR = Decimal(12)
_SINCE_YEAR = re.compile(
    r"\b(?:(?:perioden|åren|under)\s+(?P<first>20\d\d)\s*(?:[-–]|och|till|t\.?o\.?m\.?)\s*20\d\d"
    r"|(?:tidigast|från och med|fr\.?o\.?m\.?)\s+(?:år\s+)?(?P<from>20\d\d)(?![-\d])"
    r"|efter\s+(?:år\s+)?(?P<after>20\d\d)(?![-\d]))",
    re.IGNORECASE,
)


def _since_year(text: str, today: date | None) -> tuple[tuple[int, int], Decimal] | None:
    """ "Under åren 2024-2026", "tidigast 2024": the place, and the months from that year's start to today."""
    found = _SINCE_YEAR.search(text)
    if found is None or today is None:
        return None
    first = int(found["first"] or found["from"] or 0) or int(found["after"]) + 1
    return found.span(), Decimal((today - date(first, 1, 1)).days) / _DAYS_A_MONTH


def _last_year(text: str) -> tuple[tuple[int, int], Decimal] | None:
    found = _LAST_YEAR.search(text)
    return (found.span(), _YEAR) if found else None


def _date(context: Context, name: str) -> date | None:
    value = context.facts.value(name)
    return value if isinstance(value, date) else None


_BACK = re.compile(
    r"\b(?:senaste|sista|tidigare|inte äldre|ej äldre|äldre(?: \w+){0,2} än|inom|de närmaste"
    r"|före (?:sista|anbud\w*|ansök\w*)|(?:som )?föregå(?:r|tt)|räknat från|bakåt|tillbaka|år sedan)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"före (?:sista|anbud|ansök)|föregå(?:r|tt)|räknat från|från sista anbud|tillbaka|bakåt|år sedan"
    r"|\bgam(?:la|mal|malt)\b",
    re.I,
)
_LAST_YEAR = re.compile(r"\b(?:senaste|sista) året\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:efter|sedan|fr\.?o\.?m\.?|från och med|tidigast|från)\s*(?:den\s*)?$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:senast inom|kommande|nästkommande|framåt)\b", re.IGNORECASE)


def _looks_back(q: Quantity, sentence: Sentence, today: date | None) -> Decimal | None:
    """How many months back a quantity reaches, None when it says nothing of the kind."""
    around = sentence.text[max(0, q.start - 40) : q.end + 20]
    if q.kind in (QuantityKind.DEADLINE, QuantityKind.AGE):
        months = to_months(q) if _BEFORE.search(around) else None
        return Decimal(str(months)) if months is not None else None
    if q.kind is QuantityKind.PERIOD:
        if "lookback" in q.notes or (_BACK.search(around) and not _AHEAD.search(around)):
            months = to_months(q)
            return Decimal(str(months)) if months is not None else None
        return None
    if q.kind is not QuantityKind.DATE or q.date is None or today is None or q.date >= today:
        return None
    if _SINCE.search(sentence.text[: q.start]) or q.comparator in (Comparator.GT, Comparator.GE):
        # A month less: the day is set when the documents are written, some weeks before the last day for tenders.
        return max(Decimal((today - q.date).days) / _DAYS_A_MONTH - 1, Decimal(1))
    return None


#: How many assignments a tenderer is asked to show, at most: larger numbers count something else.
_FEW = 10


def _shown(view: View, assignment: tuple[str, ...], shown: tuple[str, ...]) -> set[int]:
    """Sentences that ask for some assignments to be shown ("tre kampanjer ska redovisas"), and those right after them.

    The sentence after speaks of the same assignments ("Vart och ett ska ha haft ett värde om ...") when it stands in
    the same block.
    """
    found: set[int] = set()
    for index in view.sentences_with(assignment) & view.sentences_with(shown):
        sentence = view.analysis.sentences[index]
        for q in view.analysis.quantities(sentence):
            place = (q.start + sentence.start, min(q.end + sentence.start + 30, sentence.end))
            few = q.kind is QuantityKind.COUNT and q.value is not None and 0 < q.value <= _FEW
            if few and view.within(assignment, (place,)):
                found.add(index)
                end = view.block_range(sentence.start)[1]
                after = view.analysis.sentences[index + 1 : index + 2]
                found.update(s.index for s in after if s.start < end)
                break
    return found


def _sentences_about(view: View, *cues: tuple[str, ...], shown: Collection[int] = frozenset()) -> Iterator[Sentence]:
    """Sentences about references: by topic, by words of the first list, by the second near the first, or `shown`."""
    topical = {i for i, found in view.requirements_by_sentence.items() if any(r.topic == "reference" for r in found)}
    own = view.sentences_with(cues[0]) | topical | set(shown)
    later = view.sentences_with(cues[1])
    for index in sorted(own | later):
        sentence = view.analysis.sentences[index]
        if not view.lintable(sentence):
            continue
        if index in own or _section_about(view, sentence, cues[0]):
            yield sentence


def _section_about(view: View, sentence: Sentence, cue: tuple[str, ...]) -> bool:
    """The words stand in the same block, in the heading above, or in one of the three sentences before."""
    block = view.block_range(sentence.start)
    before = view.sentence_window(sentence, 3, 0)
    return bool(view.within(cue, (block, before, *view.headings(sentence.start))))


@check(
    values=("value", "limit", "fact", "ratio"),
    params=("reference", "deed", "none", "counted", "assignment", "shown", "share"),
)
def same_size(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """A reference must have at least a share of the size of this contract: area, length, number or value.

    Sizes are compared with the facts on volume and value and with the totals of tables that count in the same unit; a
    large size that nothing in the tender can be compared with is found with the volume as missing.
    Params: cue lists `reference`, `deed`, `none` and `counted` (what a count is a size of); `assignment` and `shown`
    ("två uppdrag ska redovisas": references by another name, also for the sentences that follow); `share` in percent.
    Values: the size demanded, this contract's, their ratio in percent; the fact where it is one. Source: LOU 14 kap. 1,
    5 §§.
    """
    share = Decimal(str(params["share"])) / 100
    listed = ((params["assignment"],), (params["shown"],))
    reference, deed, none, counted = ((params[n],) for n in ("reference", "deed", "none", "counted"))
    for view in context.text_views():
        for sentence in _sentences_about(view, reference, deed, shown=_shown(view, *listed)):
            if view.within(none, view.unit(sentence)):
                continue
            for q in view.analysis.quantities(sentence):
                if q.comparator not in _AT_LEAST or not q.value or q.unit in ("time", "PBB"):
                    continue
                if not (q.kind in _SIZES or _duration(sentence, q)):
                    continue
                start, end = q.start + sentence.start, q.end + sentence.start
                if q.kind is QuantityKind.COUNT and not view.within(counted, ((start, end),)):
                    continue
                found = _sized(context, view, q, share, sentence.start)
                if found is not None:
                    values, missing = found
                    yield Match(view.number, start, end, values=values, missing=missing)
                    break


#: From this size on a demand is worth a word though nothing is known to compare with.
_LARGE = {"m2": 5000, "km": 100_000, "SEK": 1_000_000, "ha": 50, "piece": 50, "hour": 1000, "month": 24}
#: Roads, tracks and pipes are looked after, not driven: there some tens of kilometres are much.
_ROAD = re.compile(r"\s+(?:\w+\s+)?(?:\w*väg\w*|gat\w+|\w*led|\w*leder|\w*ledning\w*|spår)\b", re.IGNORECASE)
_LONG_ROAD = 40
_LASTED = re.compile(r"\b(?:pågått|pågå|löpt|varat|varaktighet|löptid|avtalstid|sammanhängande|kontinuerligt)\b", re.I)


def _sized(
    context: Context, view: View, q: Quantity, share: Decimal, offset: int
) -> tuple[dict[str, object], tuple[str, ...]] | None:
    assert q.value is not None
    if q.kind is QuantityKind.PERIOD:
        return _long(context, q, share)
    values: dict[str, object] = {"value": q.value, "unit": q.unit if q.kind is not QuantityKind.COUNT else ""}
    if q.kind is QuantityKind.MONEY:
        if q.unit != "SEK":
            return None
        return _worth(context, q, share, values)
    whole = _whole(context, q)
    if whole is None:
        road = q.unit == "km" and _ROAD.match(view.document.text, offset + q.end)
        if q.value < (_LONG_ROAD if road else _LARGE.get(q.unit, 10**9)):
            return None
        return values, ("volume",)
    if q.value < whole * share:
        return None
    return values | {"limit": whole, "ratio": q.value / whole * 100}, ()


def _duration(sentence: Sentence, q: Quantity) -> bool:
    """Is it said how long the reference must have gone on, and not how far back it may lie?"""
    if q.kind is not QuantityKind.PERIOD or "lookback" in q.notes or q.comparator is Comparator.EQ:
        return False
    return _LASTED.search(sentence.text[max(0, q.start - 60) : q.end + 30]) is not None


def _long(context: Context, q: Quantity, share: Decimal) -> tuple[dict[str, object], tuple[str, ...]] | None:
    """How long a reference must have gone on against the term of this contract, without extensions."""
    months = to_months(q)
    if months is None:
        return None
    length = Decimal(str(months)).quantize(Decimal(1))
    values: dict[str, object] = {"value": length, "unit": "month"}
    fact = context.facts.get("term_months")
    term = as_number(fact.value) if fact else None
    if fact is None or not term:
        return (values, ("term_months",)) if length >= _LARGE["month"] else None
    if length < max(term * share, _YEAR):
        return None
    return values | {"limit": term, "fact": fact, "ratio": length / term * 100}, ()


def _worth(
    context: Context, q: Quantity, share: Decimal, values: dict[str, object]
) -> tuple[dict[str, object], tuple[str, ...]] | None:
    """A reference's value against the value of this contract: per year where the demand is per year."""
    assert q.value is not None
    fact = whole_fact(context.facts)
    number = as_number(fact.value) if fact else None
    if fact is None or not number:
        return (values, ("estimated_value",)) if q.value >= _LARGE["SEK"] else None
    base = number
    if q.rate == "year" and not fact.unit.endswith("per year"):
        months = [as_number(f.value) for n in ("term_months", "extension_months") if (f := context.facts.get(n))]
        total = sum(m for m in months if m)
        base = number * 12 / total if total > 12 else number
    if q.value < base * share:
        return None
    return values | {"limit": base, "fact": fact, "ratio": q.value / base * 100}, ()


def _whole(context: Context, q: Quantity) -> Decimal | None:
    """This contract's size in the quantity's unit: the largest that facts and tables give."""
    sizes: list[Decimal] = []
    for fact in context.facts.all("volume"):
        number = as_number(fact.value)
        if number and fact.unit.split(" per ")[0] in (q.unit, q.counted):
            sizes.append(number)
    words = _UNIT_WORDS.get(q.unit) or ((q.counted.lower(),) if q.counted else ())
    if words:
        sizes += [t for view in context.text_views() for t in _table_totals(view, words)]
    whole = max(sizes, default=None)
    lots = context.facts.value("lots")
    if whole is not None and isinstance(lots, (int, Decimal)) and lots > 1:
        return whole / Decimal(lots)  # what is tendered for is a lot: their mean, where each is not known
    return whole


def _table_totals(view: View, words: tuple[str, ...]) -> Iterator[Decimal]:
    """The sum of each table column whose header names the unit; a row of totals counts once."""
    wanted = re.compile("|".join(rf"(?<!\w){re.escape(w)}" for w in words), re.IGNORECASE)
    sums: dict[tuple[int, int], list[Decimal]] = {}
    headers: dict[tuple[int, int], str] = {}
    for block in view.document.blocks:
        if block.kind is not BlockKind.TABLE_ROW or block.table is None:
            continue
        for cell in block.cells:
            text = block.text[cell.start : cell.end].strip()
            column = (block.table, cell.column)
            if block.header_row:
                headers[column] = text
            elif wanted.search(cell.header or headers.get(column, "")) and _NUMBER.fullmatch(text):
                number = Decimal(re.sub(r"[^\d,]", "", text).replace(",", "."))
                sums.setdefault(column, []).append(number)
    for numbers in sums.values():
        total = sum(numbers, Decimal(0))
        largest = max(numbers)
        yield largest if len(numbers) > 1 and largest * 2 == total else total
