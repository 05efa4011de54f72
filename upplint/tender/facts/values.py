"""Facts that are a quantity near a cue: days, money, terms, counts and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from upplint.documents.model import BlockKind
from upplint.language.analysis import Sentence
from upplint.language.quantities import Comparator, Quantity, find_quantities, to_months, to_sek
from upplint.language.quantities.numbers import parse_words
from upplint.tender.cues import Cues
from upplint.tender.facts.data import FactCues
from upplint.tender.facts.lot_details import AT_MOST_PER_LOT, speaks_of_one_lot
from upplint.tender.facts.spots import Near, Spot, beside, find_spots, make_fact, nearest
from upplint.tender.facts.years import NO_YEAR, after_deadline, words_around
from upplint.tender.model import Fact, Part

_BEFORE_TERM = 60
_FAR_DATE = 60  # characters between a cue and its day
_NEXT_CELL, _NEXT_SENTENCE, _UNDER_HEADING = 0.02, 0.1, 0.16  # certainty lost
_IN_ALL = re.compile(
    r"inklusive (?:eventuella |samtliga )?(?:förlängning|option)|total[at]?\b.{0,20}(?:avtalstid|kontraktstid)"
    r"|sammanlagt|maximal(?:t|a)?\b.{0,20}(?:avtalstid|kontraktstid|avtalsperiod)|som längst",
    re.I,
)
_TOTAL_AFTER = re.compile(r"(?:totalt|sammanlagt|maximalt|som längst|som mest)\b[^.]{0,40}$", re.I)
_TIMES = re.compile(r"\b(?P<n>en|ett|två|tre|fyra|fem|sex|\d+) (?:\(\d+\) )?gång(?:er)?\b", re.I)
_DURING = re.compile(r"\b(?:under|inom|för)\s+(?:hela\s+)?$", re.I)
_AT_A_TIME = re.compile(r"\s*(?:i taget|åt gången|per gång|i sänder)", re.I)
_THEREAFTER = re.compile(r"\s+(?:därefter|efteråt|efter avtal\w*)\b(?!\s+(?:kan|får|med|har|förläng|gäller))", re.I)
_WITH_EXTENSIONS = re.compile(
    r"\s*,?\s*\(?(?:inklusive|inkl\.?|med|förutsatt|om)\s+(?:\w+ ){0,2}(?:förlängning|option|förläng)", re.I
)
_LIMIT = re.compile(r"\b(?:sammanlagt|totalt|längst|högst|som mest|maximalt)\b", re.I)
#: Unit of an extension that is the longest time of the extensions or of the whole contract.
AT_MOST = "months at most"
_BY_THE_WAY = 0.12
_PERCENT = 100
_YEAR_GUESSED = 0.1  # certainty lost
_WITHIN_NOTICE = re.compile(r"\b(?:senast|före|innan|inom|varsel)\b", re.I)
_NOTICE = re.compile(
    r"\s*(?:varsel|uppsägning|före\b|innan\b|i förväg|betalnings|(?:från det|efter det|efter) att"
    r"(?! (?:båda |bägge )?(?:parter\w*|avtalet|kontraktet|ramavtalet|det)\b))",
    re.I,
)
_TERM_BEFORE = re.compile(r"\b(?:med|möjlighet|rätt|kan|får|samt|därefter|varefter)\b", re.I)
# Not what any one of them may do: "en anbudsgivare kan lämna anbud på alla delar".
_ONE = re.compile(
    r"(?P<with>\bmed )?\b(?:en|endast en|en enda) (?P<what>\w+)\b"
    r"(?!(?(with)(?!))\s+(?:kan|får(?! (?:uppdraget|avtalet))|ska|skall|måste|som|har|bör|vill|lämnar)\b)",
    re.I,
)
_UNIT_IN_LABEL = re.compile(
    r"\b(tkr|kkr|mkr|mnkr|msek|kr|kronor|sek)\b[^\w]*(?:(?:exkl\.?|utan|per) \w+[^\w]*)?$", re.I
)
_BARE = re.compile(r"\s*(?:ca |cirka )?(\d[\d\s.,]*)\s*")


def quantity_facts(cues: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """Statements of a fact whose `kind` is date, money, count or percent."""
    find = {"date": _dates, "money": _money, "count": _counts, "percent": _percents}[cues.kind]
    # A line of an export holds several days, each with words of its own: `_dates` looks around each.
    spots = replace(cues, block=None) if cues.kind == "date" else cues
    for document, part in enumerate(parts):
        for spot in find_spots(document, part, spots):
            yield from find(cues, spot)


def _fact(
    cues: FactCues, spot: Spot, near: Near, value: object, unit: str = "", certainty: float | None = None
) -> Fact:
    certainty = (spot.certainty if certainty is None else certainty) - _further_off(spot, near)
    assert isinstance(value, Decimal | int | str) or hasattr(value, "isoformat")
    return make_fact(
        cues.name,
        value,  # type: ignore[arg-type]
        spot,
        unit=unit,
        sentence=near.sentence,
        start=near.quantity.start,
        end=near.quantity.end,
        certainty=certainty,
    )


def _further_off(spot: Spot, near: Near) -> float:
    """Less certain with each sentence between cue and value; the cells of one row belong together."""
    if near.sentence.block == spot.sentence.block and near.sentence.column is not None:
        return _NEXT_CELL * near.sentences
    if spot.part.document.blocks[spot.sentence.block].kind is BlockKind.HEADING:
        return _UNDER_HEADING * near.sentences
    return _NEXT_SENTENCE * near.sentences


def _dates(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    def wanted(q: Quantity, _: Sentence) -> bool:
        if q.kind == "date_range":
            return cues.ranges and q.date is not None
        return q.kind in ("date", "deadline") and (q.date is not None or "no_year" in q.notes)

    near = nearest(spot, wanted, cues.reach, before=30)
    if near is None or (near.sentences and cues.afterwards):
        yield from after_deadline(cues, spot)
    if near is None or (cues.block and cues.block.search(words_around(spot, near))):
        return
    # The quantity itself may begin with the word: "till 2026-12-31".
    lead = near.sentence.text[max(0, near.quantity.start - 10) : near.quantity.start + 7]
    ended = near.quantity.kind != "date_range" and cues.not_after is not None and cues.not_after.search(lead)
    if cues.planned and cues.planned.search(
        near.sentence.text[max(0, near.quantity.start - 30) : near.quantity.start + 7]
    ):
        ended = None
    if ended or not (near.sentences or near.characters <= _FAR_DATE):
        return
    if near.quantity.date is not None:
        yield _fact(cues, spot, near, near.quantity.date)
    else:  # which year it is, the day of publication tells
        words = near.sentence.text[near.quantity.start : near.quantity.end].rstrip(". ")
        yield _fact(cues, spot, near, words, NO_YEAR, spot.certainty - _YEAR_GUESSED)


def _money(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    near = nearest(spot, lambda q, _: q.kind == "money" and q.value is not None, cues.reach) or _bare_amount(spot)
    if near is None or (near.sentences and _other_subject(near, cues)):
        return
    value = near.quantity.upper or to_sek(near.quantity) or near.quantity.value
    if value is None:
        return
    text = near.sentence.text + " " + spot.sentence.text
    per_year = near.quantity.rate == "year" or bool(cues.per_year and cues.per_year.search(text))
    if near.quantity.rate not in (None, "year", "lot"):
        return  # so much an hour or a week is a price, not the value of the contract
    per_lot = near.quantity.scope == "lot" or bool(cues.per_lot and cues.per_lot.search(text))
    unit = ("EUR" if near.quantity.unit == "EUR" else "SEK") + (" per year" if per_year else "")
    block = spot.part.document.blocks[spot.sentence.block]
    if speaks_of_one_lot(spot.part.document, block):
        # One lot's worth, not that of the procurement (5 kap. 3 § LOU counts all lots together).
        if unit.startswith("SEK") and not block.cells:
            most = cues.name == "ceiling_value" and not per_year
            yield _fact(
                replace(cues, name="lot_value"), spot, near, value, AT_MOST_PER_LOT if most else f"{unit} per lot"
            )
        if cues.name == "estimated_value":
            return
        per_lot = True
    if per_lot:
        unit += " per lot"
    yield _fact(cues, spot, near, value, unit, spot.certainty - (0.25 if per_lot else 0.0))


def _bare_amount(spot: Spot) -> Near | None:
    """The amount behind a label that names the unit: "Värde (tkr) | 4 500", "Takvärde (kr): 4 800 000"."""
    head, colon, tail = spot.sentence.text.partition(":")
    named = _UNIT_IN_LABEL.search(head)
    if named is None or spot.start > len(head):
        return None
    behind = [(spot.sentence, len(head) + 1, tail)] if colon else []
    if spot.sentence.column is not None:
        behind += [(s, 0, s.text) for s in beside(spot)]
    for i, (sentence, offset, text) in enumerate(behind):
        amount = _BARE.fullmatch(text)
        read = find_quantities(f"{amount[1]} {named[1]}") if amount else []
        if amount and read and read[0].kind == "money":
            start, end = offset + amount.start(1), offset + amount.end(1)
            return Near(replace(read[0], start=start, end=end), sentence, 0 if colon else i + 1, 0)
    return None


def _other_subject(near: Near, cues: FactCues) -> bool:
    return bool(cues.block and cues.block.search(near.sentence.text))


def _counts(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    def wanted(q: Quantity, _: Sentence) -> bool:
        return (
            q.kind == "count"
            and q.value is not None
            and q.value == q.value.to_integral_value()
            and bool(q.counted and cues.counted and cues.counted.search(q.counted))
        )

    near = nearest(spot, wanted, cues.reach, before=40)
    if near and near.quantity.value is not None:
        number = near.quantity.upper or near.quantity.value
        yield _fact(cues, spot, near, int(number))
        return
    # "En leverantör antas": the article is the number.
    one = _ONE.search(spot.sentence.text)
    if one and cues.counted and cues.counted.search(one["what"]):
        yield make_fact(cues.name, 1, spot, start=one.start(), end=one.end())


def _percents(cues: FactCues, spot: Spot) -> Iterator[Fact]:
    block = spot.part.document.blocks[spot.sentence.block]
    around = " ".join([spot.sentence.text, *spot.part.document.section_titles(block)])
    if cues.context and not cues.context.search(around):
        return
    near = nearest(spot, lambda q, _: q.kind == "percent" and q.value is not None, cues.reach, before=20)
    if near and near.characters <= 40 and near.quantity.value is not None and 0 < near.quantity.value <= _PERCENT:
        yield _fact(cues, spot, near, near.quantity.value, "percent")


def period_facts(terms: FactCues, extensions: FactCues, parts: Sequence[Part]) -> Iterator[Fact]:
    """The term without extensions and the possible extensions, in months."""
    for document, part in enumerate(parts):
        for spot in find_spots(document, part, replace(terms, block=None)):
            yield from _terms(terms, extensions, spot)
        for spot in find_spots(document, part, extensions):
            yield from _extensions(extensions, spot)


def _is_period(q: Quantity, sentence: Sentence) -> bool:
    if _NOTICE.match(sentence.text, q.end) or _WITHIN_NOTICE.search(sentence.text[q.start : q.end]):
        return False  # "med tre månaders varsel", "senast fyra månader före": a time to give notice
    if _THEREAFTER.match(sentence.text, q.end):
        return False  # "under avtalstiden och tre år därefter"
    if q.kind == "date_range":
        return q.date is not None and q.upper_date is not None
    return q.kind in ("period", "deadline") and months_of(q) is not None and "lookback" not in q.notes


def months_of(q: Quantity) -> int | None:
    """A period or a range of dates as whole months; None for shorter and unclear ones."""
    if q.date and q.upper_date:
        days = (q.upper_date - q.date).days + 1
        return round(days / 30.4375) if days > 20 else None
    if q.period and q.period.base_months is not None:
        return int(q.period.base_months)
    months = to_months(q)
    if months is None or months < 1 or q.unit in ("day", "workday", "week", "hour", "minute"):
        return None
    return int(months)


def _terms(terms: FactCues, extensions: FactCues, spot: Spot) -> Iterator[Fact]:
    text = spot.sentence.text
    extended = [m.start() for tier in extensions.tiers for m in tier.cues.finditer(text)]
    first_extension = min(extended, default=len(text))

    def wanted(q: Quantity, sentence: Sentence) -> bool:
        # "förlängas med 12 månader" and "option på två år" are no terms.
        return _is_period(q, sentence) and not (q.start > first_extension > spot.start)

    near = nearest(spot, wanted, terms.reach, before=_BEFORE_TERM)
    if near is None:
        return
    if near.sentences and any(t.cues.search(near.sentence.text) for t in extensions.tiers):
        return
    if near.sentences and _DURING.search(text[: spot.start]):
        return  # "under hela avtalstiden": what holds meanwhile, not how long it is
    if terms.block and _blocked(terms.block, spot, near):
        return
    months = months_of(near.quantity)
    if months is None:
        return
    in_all = bool(_IN_ALL.search(near.sentence.text)) and near.quantity.period is None
    if in_all and not _TOTAL_AFTER.search(near.sentence.text[: near.quantity.start]):
        in_all = bool(re.search(r"inklusive", near.sentence.text, re.I))
    # "Avtalet gäller alltså i högst fyra år": the longest it can be, extensions and all.
    in_all = in_all or near.quantity.comparator == Comparator.LE
    # "38 miljoner under hela avtalstiden om fyra år" says it by the way, and may count the extensions in.
    by_the_way = spot.certainty - _BY_THE_WAY if _DURING.search(text[: spot.start]) else None
    unit = "months in all, extensions included" if in_all else "months"
    yield _fact(terms, spot, near, months, unit, by_the_way)
    period = near.quantity.period
    if period and period.extension_months:
        yield _fact(extensions, spot, near, int(period.extension_months), "months")


def _blocked(block: Cues, spot: Spot, near: Near) -> bool:
    """A blocking word before the period: what stands behind it is said of something else ("gäller i fyra år och
    upphör sedan utan uppsägning")."""
    if near.sentences:
        return bool(block.search(spot.sentence.text) or block.search(near.sentence.text))
    return bool(block.search(spot.sentence.text[: near.quantity.end]))


def _extensions(extensions: FactCues, spot: Spot) -> Iterator[Fact]:
    def wanted(q: Quantity, sentence: Sentence) -> bool:
        spelled = q.period is not None and bool(q.period.extension_months)  # "ett plus ett år"
        return (
            (_is_period(q, sentence) or spelled)
            and q.kind != "date_range"
            and not _WITH_EXTENSIONS.match(spot.sentence.text, q.end)
            and not _IN_ALL.search(spot.sentence.text[max(0, q.start - 40) : q.start])
        )

    near = nearest(spot, wanted, extensions.reach, before=50)
    if near is None or near.quantity.start < spot.start - 50:
        return
    if near.quantity.end <= spot.start and _TERM_BEFORE.search(spot.sentence.text[near.quantity.end : spot.start]):
        return  # "under tre år med möjlighet till förlängning": the term itself
    months = to_months(near.quantity)
    if near.quantity.period and near.quantity.period.extension_months:
        months = near.quantity.period.extension_months
    if months is None or months < 1:
        return
    at_most = _longest(spot, near)
    if at_most is not None:
        yield _fact(extensions, spot, at_most, months_of(at_most.quantity) or 0, AT_MOST)
    yield _fact(extensions, spot, near, int(months) * _times(spot, near), "months")


def _longest(spot: Spot, near: Near) -> Near | None:
    """The limit in "ett år i taget, dock längst i sammanlagt två år"; whether of the extensions or of the whole
    contract, the term tells (see `resolve`)."""
    text = spot.sentence.text
    if not _AT_A_TIME.match(text, near.quantity.end):
        return None
    for q in spot.part.analysis.quantities(spot.sentence):
        limits = q.comparator == Comparator.LE or _LIMIT.search(text[max(0, q.start - 30) : q.end])
        if q.start > near.quantity.end and limits and months_of(q):
            return Near(q, spot.sentence, 0, 0)
    return None


def _times(spot: Spot, near: Near) -> int:
    """How many extensions of that length: "två (2) förlängningsoptioner á 1 månad", "två gånger om 12 månader"."""
    for q in spot.part.analysis.quantities(spot.sentence):
        if (
            q.kind == "count"
            and q.value
            and q.counted
            and re.match(r"(?:förlängning|option|gång|år i taget)", q.counted, re.I)
        ):
            return int(q.value)
    match = _TIMES.search(spot.sentence.text)
    if match:
        return int(parse_words(match["n"]) or 1) if match["n"].isalpha() else int(match["n"])
    return 1
