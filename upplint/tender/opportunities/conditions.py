"""The tests that conditions name in the data. Each takes the case and the entry and gives a `Condition`.

An entry has `test`, `text` (what is asked) and what the test needs. `else` gives a text for the ground where the
condition is not fulfilled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from typing import Any, cast

from upplint.tender.cpv import CpvList, in_list, is_annex2
from upplint.tender.law import applies, equivalent, format_citation
from upplint.tender.model import Fact
from upplint.tender.opportunities.case import Case, fact_place
from upplint.tender.opportunities.model import Condition, Status
from upplint.tender.opportunities.words import kronor, listed, regime_name
from upplint.tender.thresholds import direct_award_limit

Entry = Mapping[str, Any]
Test = Callable[[Case, Entry], Condition]

_MARGIN = Decimal("0.1")  # around a limit in SEK that rests on an assumed rate
_MOST_SHOWN = 4
TESTS: dict[str, Test] = {}


def _test(function: Test) -> Test:
    TESTS[function.__name__.strip("_")] = function
    return function


def test_condition(case: Case, entry: Entry) -> Condition:
    """The condition an entry asks for, tested on the case."""
    return TESTS[entry["test"]](case, entry)


def _made(entry: Entry, status: Status, ground: str = "", **more: Any) -> Condition:
    if status is Status.NOT_FULFILLED and entry.get("else"):
        ground = f"{ground} {entry['else']}".strip()
    return Condition(entry["test"], str(entry["text"]), status, ground, **more)


def _number(case: Case, entry: Entry, name: str) -> Decimal:
    return Decimal(str(case.settings.get(entry.get("setting", ""), entry[name])))


@_test
def act(case: Case, entry: Entry) -> Condition:
    """The procurement's act holds the provision (`provision`), or its counterpart."""
    key = str(entry["provision"])
    if case.law == "LOV":
        return _made(entry, Status.NOT_FULFILLED, "Upphandlingen följer lagen om valfrihetssystem (LOV).")
    counterpart = equivalent(key, case.law)
    if counterpart is None:
        return _made(
            entry, Status.NOT_FULFILLED, f"Upphandlingen följer {case.law}, där vi inte känner någon motsvarande regel."
        )
    if not applies(key, None, case.day):
        return _made(entry, Status.NOT_FULFILLED, f"{format_citation(key)} gällde inte den {case.day.isoformat()}.")
    return _made(entry, Status.FULFILLED, f"Regeln är {format_citation(counterpart)}.")


@_test
def regime(case: Case, entry: Entry) -> Condition:
    """The procurement is in one of the regimes `in`; those in `unsettled` are neither allowed nor forbidden."""
    allowed, unsettled = set(entry["in"]), set(entry.get("unsettled", ()))
    possible = set(case.regimes)
    names = listed([regime_name(r, case.law) for r in case.regimes], "eller")
    if possible and possible <= allowed:
        said = f"Upphandlingen {names}"
        return _made(entry, Status.FULFILLED, "" if said.startswith(str(entry["text"]).rstrip(".")) else f"{said}.")
    if possible & allowed:
        return _made(entry, Status.CHECK, f"Det är inte avgjort: upphandlingen {names}.")
    if possible & unsettled:
        return _made(entry, Status.UNSETTLED, f"Upphandlingen {names}, och där saknar lagen en uttrycklig regel.")
    return _made(entry, Status.NOT_FULFILLED, f"Upphandlingen {names}." if names else "")


@_test
def no_call_off(case: Case, entry: Entry) -> Condition:
    """It is no call-off: the terms of a framework cannot be changed at the call-off."""
    fact = case.tender.facts.get("call_off")
    if fact is not None and fact.value is True:
        return _made(
            entry, Status.NOT_FULFILLED, "Det här är ett avrop. Ramavtalets villkor styr.", places=fact_place(fact)
        )
    return _made(entry, Status.FULFILLED, "Inget tyder på att det är ett avrop från ett ramavtal.")


@_test
def cpv_statute(case: Case, entry: Entry) -> Condition:
    """All CPV codes are in a statute's list (`list`); some: the part must be bought by itself or weigh most."""
    name = cast("CpvList", entry["list"])
    places = fact_place(case.tender.facts.get("cpv"))
    if not case.codes:
        hit = next(case.words(entry["words"], headings=True), None) if entry.get("words") else None
        if hit is None:
            return _made(entry, Status.MISSING, "Ingen CPV-kod är känd. Ange den med --cpv.")
        return _made(
            entry,
            Status.CHECK,
            f"Ingen CPV-kod är känd, men ”{hit.text}” står i {case.where(hit.place)}. Kontrollera koden.",
            places=(hit.place,),
            found=(hit.text,),
        )
    inside = tuple(c for c in case.codes if in_list(c, name))
    if not inside:
        return _made(entry, Status.NOT_FULFILLED, f"{_codes(case.codes)} finns inte i paragrafens lista.")
    if len(inside) == len(case.codes):
        return _made(
            entry, Status.FULFILLED, f"{_codes(inside)} finns i paragrafens lista.", places=places, found=inside
        )
    ground = (
        f"Bara {_codes(inside)} finns i listan, inte {_codes(tuple(c for c in case.codes if c not in inside))}. "
        "Det går att köpa den delen för sig. I ett blandat kontrakt avgör den del som har högst värde (2 kap. 2 § LOU)."
    )
    return _made(entry, Status.CHECK, ground, places=_code_place(case, inside[0]) or places, found=inside)


@_test
def cpv_begins(case: Case, entry: Entry) -> Condition:
    """A CPV code begins as one of a list of `rules/opportunities/cpv.yaml`, or a heading names such a thing."""
    from upplint.tender.opportunities.words import cpv_words

    table = cpv_words(entry["list"])
    matched = ((c, next((name for prefix, name in table if c.startswith(prefix)), "")) for c in case.codes)
    hits = [(c, name) for c, name in matched if name]
    if hits:
        named = tuple(dict.fromkeys(name for _, name in hits))
        return _made(
            entry,
            Status.FULFILLED,
            f"{_codes(tuple(c for c, _ in hits))}: {listed(named)}.",
            places=_code_place(case, hits[0][0]),
            found=named,
        )
    if case.codes:
        return _made(entry, Status.NOT_FULFILLED, f"{_codes(case.codes)} är inget sådant.")
    hit = next(case.words(entry["words"], headings=True), None) if entry.get("words") else None
    if hit is None:
        return _made(entry, Status.MISSING, "Ingen CPV-kod är känd. Ange den med --cpv.")
    ground = f"Ingen CPV-kod är känd, men ”{hit.text}” står i {case.where(hit.place)}."
    return _made(entry, Status.CHECK, ground, places=(hit.place,), found=(hit.text,))


@_test
def annex2(case: Case, entry: Entry) -> Condition:
    """Every CPV code is in bilaga 2 (`is: true`), or none is."""
    wanted = bool(entry["is"])
    places = fact_place(case.tender.facts.get("cpv"))
    if not case.codes:
        unknown = Status(entry.get("unknown", "missing"))
        return _made(entry, unknown, "Ingen CPV-kod är känd. Ange den med --cpv.")
    inside = [c for c in case.codes if is_annex2(c)]
    if inside and len(inside) < len(case.codes):
        ground = f"Bara {_codes(tuple(inside))} finns i bilaga 2. Den del som har högst värde avgör (2 kap. 2 § LOU)."
        return _made(entry, Status.CHECK, ground, places=places)
    ground = f"{_codes(case.codes)} finns {'' if inside else 'inte '}i bilaga 2."
    return _made(entry, Status.FULFILLED if bool(inside) is wanted else Status.NOT_FULFILLED, ground, places=places)


@_test
def below_direct_award(case: Case, entry: Entry) -> Condition:
    """The value is below the direct-award limit of the day, that of bilaga 2 where `annex2` is true."""
    value, places = case.value, fact_place(case.value_fact)
    limit = direct_award_limit(case.law, case.day, annex2=bool(entry.get("annex2")))
    if limit is None:
        return _made(entry, Status.NOT_FULFILLED, f"Vi känner ingen gräns för {case.law} den {case.day.isoformat()}.")
    if value is None:
        return _made(entry, Status.MISSING, "Värdet är inte känt. Ange det med --value.")
    about = "" if limit.verified else "ungefär "
    against = f"Värdet är {kronor(value)} och gränsen {about}{kronor(limit.value_sek)}."
    if not limit.verified and abs(value - limit.value_sek) <= limit.value_sek * _MARGIN:
        return _made(entry, Status.CHECK, f"{against} Gränsen i kronor är inte kontrollerad.", places=places)
    status = Status.FULFILLED if value < limit.value_sek else Status.NOT_FULFILLED
    return _made(entry, status, against, places=places if status is Status.FULFILLED else ())


@_test
def value_at_least(case: Case, entry: Entry) -> Condition:
    """The value of the whole procurement is at least `least` SEK."""
    least, value = _number(case, entry, "least"), case.value
    if value is None:
        return _made(entry, Status.MISSING, "Värdet är inte känt. Ange det med --value.")
    status = Status.FULFILLED if value >= least else Status.NOT_FULFILLED
    return _made(entry, status, f"Värdet är {kronor(value)}.", places=fact_place(case.value_fact))


@_test
def months_at_least(case: Case, entry: Entry) -> Condition:
    """The term with extensions is at least `least` months; not known is for the authority to check."""
    least, months = _number(case, entry, "least"), case.months
    if months is None:
        return _made(entry, Status.CHECK, "Avtalstiden är inte känd.")
    status = Status.FULFILLED if months >= least else Status.NOT_FULFILLED
    return _made(entry, status, f"Avtalstiden med förlängningar är {months} månader.")


@_test
def months_at_most(case: Case, entry: Entry) -> Condition:
    """The term with extensions is at most `most` months; a longer one can be shortened, so it is for the authority."""
    most, months = int(entry["most"]), case.months
    if months is None:
        return _made(entry, Status.CHECK, "Avtalstiden är inte känd.")
    ground = f"Avtalstiden med förlängningar är {months} månader."
    if months <= most:
        return _made(entry, Status.FULFILLED, ground)
    return _made(entry, Status.CHECK, f"{ground} Korta den till högst {most} månader om ni reserverar.")


@_test
def unused(case: Case, entry: Entry) -> Condition:
    """The documents do not use it already: none of the word lists `words` occurs."""
    hit = next(case.words(entry["words"]), None)
    if hit is None:
        return _made(entry, Status.FULFILLED, "Dokumenten säger inget om det.")
    return _made(
        entry,
        Status.NOT_FULFILLED,
        f"Dokumenten tar redan upp det (”{hit.text}”, {case.where(hit.place)}).",
        places=(hit.place,),
        found=(hit.text,),
    )


@_test
def words(case: Case, entry: Entry) -> Condition:
    """At least `least` different phrases of the lists occur (`headings: true`: in headings)."""
    least = int(entry.get("least", 1))
    found: dict[str, tuple[int, int, int]] = {}
    for hit in case.words(entry["words"], headings=bool(entry.get("headings"))):
        found.setdefault(" ".join(hit.text.lower().split()), hit.place)
    if len(found) < least:
        return _made(entry, Status.NOT_FULFILLED, "Dokumenten säger inget om det." if not found else "")
    shown = [f"”{w}” ({case.where(p)})" for w, p in list(found.items())[:_MOST_SHOWN]]
    return _made(
        entry,
        Status.FULFILLED,
        f"Dokumenten nämner {listed([*shown, *_more(found)])}.",
        places=tuple(found.values()),
        found=tuple(found),
    )


@_test
def fact(case: Case, entry: Entry) -> Condition:
    """A fact is one of `in`, above `over`, or (`known: false`) not stated."""
    stated = case.tender.facts.get(entry["name"])
    if "known" in entry:
        fulfilled = (stated is not None) is bool(entry["known"])
        ground = "" if stated is None else _stated(stated)
        return _made(entry, Status.FULFILLED if fulfilled else Status.NOT_FULFILLED, ground, places=fact_place(stated))
    if stated is None:
        return _made(entry, Status.MISSING if entry.get("needed", True) else Status.CHECK, "Uppgiften är inte känd.")
    if "over" in entry:
        number = stated.value
        fulfilled = isinstance(number, int | Decimal) and number > entry["over"]
    else:
        fulfilled = stated.value in entry["in"]
    status = Status.FULFILLED if fulfilled else Status.NOT_FULFILLED
    return _made(entry, status, _stated(stated), places=fact_place(stated))


@_test
def any_of(case: Case, entry: Entry) -> Condition:
    """One of several conditions (`of`) is fulfilled; the best decides."""
    order = (Status.FULFILLED, Status.CHECK, Status.UNSETTLED, Status.MISSING, Status.NOT_FULFILLED)
    tried = [test_condition(case, {"text": entry["text"], **e}) for e in entry["of"]]
    best = min(tried, key=lambda c: order.index(c.status))
    return _made(entry, best.status, best.ground, places=best.places, found=best.found)


@_test
def parts(case: Case, entry: Entry) -> Condition:
    """The documents list at least `least` separable parts (of the kinds `kinds`)."""
    from upplint.tender.parts import separable_parts

    kinds = set(entry.get("kinds", ("place", "service", "product")))
    found = [p for p in separable_parts(case.tender) if p.kind in kinds]
    if len(found) < int(entry["least"]):
        return _made(entry, Status.NOT_FULFILLED, "Dokumenten räknar inte upp delar som kan skiljas åt.")
    names = tuple(p.name for p in found)
    return _made(
        entry,
        Status.FULFILLED,
        f"Dokumenten räknar upp {listed([*names[:_MOST_SHOWN], *_more(names)])}.",
        places=((found[0].document, found[0].start, found[0].end),),
        found=names,
    )


@_test
def authority(case: Case, entry: Entry) -> Condition:
    """Nothing in the documents can tell: for the authority to check."""
    return _made(entry, Status.CHECK)


def _stated(fact: Fact) -> str:
    """What the documents say, in their own words where they have any."""
    said = " ".join(fact.excerpt.split())
    return f"Dokumenten anger ”{said}”." if said else f"Uppgiften är {fact.value}."


def _more(found: Sized) -> list[str]:
    """How many are left out after the first ones, as the last item of a list."""
    left = len(found) - _MOST_SHOWN
    return [f"{left} till"] if left > 0 else []


def _codes(codes: tuple[str, ...]) -> str:
    return f"CPV-kod {listed(codes)}" if len(codes) == 1 else f"CPV-koderna {listed(codes)}"


def _code_place(case: Case, code: str) -> tuple[tuple[int, int, int], ...]:
    stated = next((f for f in case.tender.facts.all("cpv") if str(f.value).startswith(code)), None)
    return fact_place(stated)
