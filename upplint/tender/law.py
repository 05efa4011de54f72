"""Provisions and court decisions that rules may cite, with what they say, where and when they apply.

The data is `rules/law/*.yaml`: content in our own words, read against the official text. A citation key is written
`LOU 4:14`, `LOU 19a:8`, `LOU 19:25a`, `LOU bilaga 2`, `Språklagen 11`, `2022:900 8`, `RÅ 2005 ref. 47` or `C-23/20`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from upplint.errors import RuleError
from upplint.resources import rules_path
from upplint.tender._data import as_date, read_yaml

LAW_CHECKED = date(2026, 2, 22)
"""The day the statute texts were last checked. Later amendments are not covered."""

_TEXT_URL = "https://rkrattsbaser.gov.se/sfst?bet={sfs}"
_KEY = re.compile(r"^(?P<act>.+?)\s+(?:(?P<chapter>\d+\s?[a-z]?):)?(?P<section>\d+\s?[a-z]?)$")
_ANNEX = re.compile(r"^(?P<act>.+?)\s+bilaga\s+(?P<number>\d+)$", re.IGNORECASE)
_CASE = re.compile(r"^(?:RÅ|HFD|C-)\s?\d")


@dataclass(frozen=True, slots=True)
class Act:
    """A statute.

    Attributes:
        id: as used in keys (`LOU`, `2022:900`).
        sfs: number in Svensk författningssamling, for example `2016:1145`.
        short: how it is cited in running Swedish text after a paragraph ("4 kap. 14 § LOU").
        title: name with number in the definite form.
        url: the official consolidated text.
        in_force_from: first day in force.
    """

    id: str
    sfs: str
    short: str
    title: str
    url: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class RepealedAct:
    """A repealed act that still turns up in tender documents. `in_force_to` is its last day in force."""

    sfs: str
    short: str
    in_force_to: date
    replaced_by: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A citation key taken apart: `LOU 19:25a` is act `LOU`, chapter `19`, section `25a`.

    Acts without chapters and court decisions have `chapter` None; a court decision has `section` "" and `case` True.
    """

    act: str
    chapter: str | None
    section: str
    case: bool = False

    @property
    def key(self) -> str:
        """The key in its settled spelling."""
        if self.case:
            return self.act
        return f"{self.act} {self.chapter}:{self.section}" if self.chapter else f"{self.act} {self.section}"


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision, or one court decision.

    Attributes:
        key: settled citation key.
        act: id of the act, or the court for a decision.
        chapter, section: as in the key; None and "" for a decision.
        text: what it says, one to three plain Swedish sentences in our own words.
        regimes: where it applies by the wording of the law: "A", "B", "C" or "LOV".
        unsure_regimes: where it probably applies too; never cite it there without saying so.
        in_force_from: first day it applied with this number and content; None for decisions and where unknown.
        in_force_to: last day; None while in force.
        in_force_confidence: confidence in `in_force_from`.
        url: the official text.
        checked: the day it was last checked.
        confidence: "H" read in statute text or at an official page, "M" secondary source, "L" unverified.
        note: what to be careful with; "" if nothing.
        year: year of a court decision; None for statutes.
        replaced_by: key of the provision that took over, if repealed.
        equivalents: the same rule in other acts, as (act, key) pairs.
    """

    key: str
    act: str
    chapter: str | None
    section: str
    text: str
    regimes: tuple[str, ...]
    in_force_from: date | None
    url: str
    checked: date
    confidence: str
    in_force_to: date | None = None
    in_force_confidence: str = "H"
    unsure_regimes: tuple[str, ...] = ()
    note: str = ""
    year: int | None = None
    replaced_by: str | None = None
    equivalents: tuple[tuple[str, str], ...] = ()

    @property
    def is_case(self) -> bool:
        """True for a court decision."""
        return self.year is not None


@cache
def load_acts() -> Mapping[str, Act]:
    """The acts by id."""
    data = read_yaml(rules_path("law", "acts.yaml"))
    acts = {
        act_id: Act(
            id=act_id,
            sfs=raw["sfs"],
            short=raw["short"],
            title=raw["name"]["genitive"],
            url=_TEXT_URL.format(sfs=raw["sfs"]),
            in_force_from=as_date(raw["in_force_from"]),
        )
        for act_id, raw in data["acts"].items()
    }
    return MappingProxyType(acts)


@cache
def repealed_acts() -> tuple[RepealedAct, ...]:
    """Repealed acts that may still be cited by mistake."""
    data = read_yaml(rules_path("law", "acts.yaml"))
    return tuple(
        RepealedAct(r["sfs"], r["short"], as_date(r["in_force_to"]), r["replaced_by"], r["confidence"])
        for r in data["repealed"]
    )


@cache
def _act_aliases() -> Mapping[str, str]:
    data = read_yaml(rules_path("law", "acts.yaml"))
    names = {act_id.upper(): act_id for act_id in data["acts"]}
    return MappingProxyType(names | {k.upper(): v for k, v in data["aliases"].items()})


@cache
def load_provisions() -> Mapping[str, Provision]:
    """Every provision and court decision by its key, in the order of the data.

    Raises `RuleError` (U250) if the data is broken.
    """
    found: dict[str, Provision] = {}
    for name in ("lou-1-5", "lou-6-12", "lou-13-17", "lou-19-21", "other-acts"):
        data = read_yaml(rules_path("law", f"{name}.yaml"))
        for block in data if isinstance(data, list) else [data]:
            for provision in _statute_block(block):
                if provision.key in found:
                    raise RuleError("U250", f"{provision.key} finns två gånger i rules/law. Ta bort den ena.")
                found[provision.key] = provision
    cases = read_yaml(rules_path("law", "cases.yaml"))
    for key, raw in cases["cases"].items():
        found[key] = Provision(
            key=key,
            act=raw["court"],
            chapter=None,
            section="",
            text=raw["sv"],
            regimes=tuple(raw["regimes"]),
            unsure_regimes=tuple(raw.get("unsure_regimes", ())),
            in_force_from=None,
            url=raw["url"],
            checked=as_date(cases["checked"]),
            confidence=raw["confidence"],
            note=raw.get("note", ""),
            year=raw["year"],
        )
    return MappingProxyType(found)


def _statute_block(block: Mapping[str, Any]) -> Iterable[Provision]:
    act = load_acts()[block["act"]]
    chapters = block.get("chapters", {})
    for ref, raw in block["provisions"].items():
        chapter, _, section = ref.rpartition(":")
        own = chapters.get(chapter, {})
        default_from = own.get("in_force_from", block["in_force_from"])
        start = raw.get("in_force_from", default_from)
        equivalents = tuple((a.upper(), f"{a.upper()} {raw[a]}") for a in ("luf", "luk", "lufs", "lov") if a in raw)
        yield Provision(
            key=f"{act.id} {ref}",
            act=act.id,
            chapter=chapter or None,
            section=section,
            text=raw["sv"],
            regimes=tuple(raw.get("regimes", own.get("regimes", block.get("all_regimes", ())))),
            unsure_regimes=tuple(raw.get("unsure_regimes", ())),
            in_force_from=as_date(start) if start else None,
            in_force_to=as_date(raw["in_force_to"]) if raw.get("in_force_to") else None,
            in_force_confidence=raw.get("in_force_confidence", "H"),
            url=act.url,
            checked=as_date(block["checked"]),
            confidence=raw.get("confidence", block["confidence"]),
            note=" ".join(filter(None, (raw.get("note", ""), raw.get("earlier", {}).get("note", "")))),
            replaced_by=raw.get("replaced_by"),
            equivalents=equivalents,
        )


@cache
def _case_aliases() -> Mapping[str, str]:
    cases = read_yaml(rules_path("law", "cases.yaml"))["cases"]
    return MappingProxyType({alias: key for key, raw in cases.items() for alias in raw.get("aliases", ())})


def parse_key(key: str) -> Ref:
    """Take a citation key apart. Spaces before letters, and other names of an act, are understood.

    `4:14` without an act means LOU. Raises `RuleError` (U251) if it is no key.
    """
    text = " ".join(key.replace("§", " ").split())
    if _CASE.match(text):
        return Ref(_case_aliases().get(text, text), None, "", case=True)
    if annex := _ANNEX.match(text):
        return Ref(_act(annex["act"], key), None, f"bilaga {annex['number']}")
    if re.match(r"^\d+\s?[a-z]?:\d+\s?[a-z]?$", text):
        text = f"LOU {text}"
    match = _KEY.match(text)
    if match is None:
        raise RuleError("U251", f"”{key}” är ingen lagrumshänvisning. Skriv till exempel LOU 4:14 eller LOU 19a:8.")
    chapter = match["chapter"].replace(" ", "") if match["chapter"] else None
    return Ref(_act(match["act"], key), chapter, match["section"].replace(" ", ""))


def _act(name: str, key: str) -> str:
    act = _act_aliases().get(name.upper())
    if act is None:
        raise RuleError("U251", f"Lagen i ”{key}” är okänd. Använd till exempel LOU, LUF, LUK, LUFS eller LOV.")
    return act


def provision(key: str) -> Provision:
    """The provision with this key, in any spelling `parse_key` understands.

    Raises `RuleError` (U251) if it is no key and (U252) if the table does not hold it.
    """
    settled = parse_key(key).key
    found = load_provisions().get(settled)
    if found is None:
        raise RuleError("U252", f"{settled} finns inte i tabellen över lagrum. Lägg till det i rules/law.")
    return found


def _marks(number: str) -> str:
    return re.sub(r"(\d)([a-z])$", r"\1 \2", number)


def format_citation(key: str) -> str:
    """The citation as Swedish readers write it: `LOU 19:25a` gives "19 kap. 25 a § LOU"."""
    ref = parse_key(key)
    if ref.case:
        return f"EU-domstolens dom {ref.act}" if ref.act.startswith("C-") else ref.act
    short = load_acts()[ref.act].short
    if ref.section.startswith("bilaga"):
        return f"{ref.section} till {short}"
    chapter = f"{_marks(ref.chapter)} kap. " if ref.chapter else ""
    return f"{chapter}{_marks(ref.section)} § {short}"


def format_citations(keys: Iterable[str]) -> str:
    """Several citations as one Swedish phrase; paragraphs of one chapter are drawn together.

    `["LOU 4:13", "LOU 4:14", "LOU 4:15", "RÅ 2005 ref. 47"]` gives "4 kap. 13–15 §§ LOU och RÅ 2005 ref. 47".
    """
    parts: list[tuple[Ref, list[str]]] = []
    for ref in map(parse_key, keys):
        last = parts[-1] if parts else None
        mergeable = not ref.case and not ref.section.startswith("bilaga")
        if last and mergeable and (last[0].act, last[0].chapter, last[0].case) == (ref.act, ref.chapter, False):
            last[1].append(ref.section)
        else:
            parts.append((ref, [ref.section]))
    phrases = [_phrase(ref, sections) for ref, sections in parts]
    return " och ".join(filter(None, (", ".join(phrases[:-1]), *phrases[-1:])))


def _phrase(ref: Ref, sections: list[str]) -> str:
    if len(sections) == 1:
        return format_citation(replace(ref, section=sections[0]).key)
    numbers = [int(s) if s.isdigit() else None for s in sections]
    in_row = None not in numbers and numbers == list(range(numbers[0] or 0, (numbers[0] or 0) + len(numbers)))
    if in_row and len(sections) > 2:
        listed = f"{sections[0]}–{sections[-1]}"
    else:
        listed = f"{', '.join(map(_marks, sections[:-1]))} och {_marks(sections[-1])}"
    chapter = f"{_marks(ref.chapter)} kap. " if ref.chapter else ""
    return f"{chapter}{listed} §§ {load_acts()[ref.act].short}"


def applies(key: str, regime: str | None, day: date) -> bool:
    """True if the provision applies, by the wording of the law, in this regime on this day.

    Args:
        key: citation key.
        regime: "A", "B", "C" or "LOV"; None (not decided) asks only whether it is in force.
        day: the day the call for tenders was sent (LOU 5:5).

    Regimes where it only probably applies (`unsure_regimes`) count as no.
    """
    found = provision(key)
    if found.in_force_from and day < found.in_force_from:
        return False
    if found.in_force_to and day > found.in_force_to:
        return False
    return regime is None or regime in found.regimes


def standing(key: str, regime: str, day: date | None = None) -> Literal["yes", "unsure", "no"]:
    """How a provision stands in a regime: "yes" it applies, "unsure" it probably does, "no" it does not.

    Args:
        key: citation key.
        regime: "A", "B", "C" or "LOV".
        day: as in `applies`; None leaves time out of account.

    What is "unsure" may be cited only with a reservation (`Provision.note` says why).
    """
    found = provision(key)
    if day is not None and not applies(key, None, day):
        return "no"
    if regime in found.regimes:
        return "yes"
    return "unsure" if regime in found.unsure_regimes else "no"


def equivalent(key: str, law: str) -> str | None:
    """The key of the same rule in another act ("LUF", "LUK", "LUFS"), None if unknown. An act's own key is returned."""
    found = provision(key)
    if found.act == law:
        return found.key
    return dict(found.equivalents).get(law)
