"""Reads a published procurement notice: eForms, the XML of the EU's Publications Office (UBL).

Where each fact lies is data (`rules/notice/fields.yaml`). The file is untrusted: no entities, no DTD, no network, a
limit on size. What cannot be understood becomes a gap, and the rest of the notice is still read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from upplint.documents.safety import xml_parser
from upplint.errors import ReadError, UpplintError
from upplint.resources import rules_path
from upplint.tender._data import read_yaml
from upplint.tender.cpv import Cpv, parse_cpv
from upplint.tender.notice_model import Amount, Duration, Notice, NoticeCriterion, NoticeLot

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 20_000_000
MAX_LOTS = 2_000

__all__ = ["MAX_BYTES", "Amount", "Duration", "Notice", "NoticeCriterion", "NoticeLot", "is_notice", "read_notice"]


@cache
def _fields() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(rules_path("notice", "fields.yaml"))
    return data


def is_notice(path: Path) -> bool:
    """True if the file looks like an eForms notice: XML whose first 4,000 bytes name one of its root elements."""
    try:
        with path.open("rb") as file:
            head = file.read(4000)
    except OSError:
        return False
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    roots = "|".join(_fields()["roots"])
    return re.search(rf"<(?:\w+:)?(?:{roots})[\s>]", text) is not None


def read_notice(path: Path) -> Notice:
    """Read an eForms notice.

    Raises `ReadError`: U141 not found or not readable, U142 too large, U143 not well-formed XML or with a DTD, U144 not
    an eForms notice. Anything less is a gap in the notice that is returned.
    """
    root = _parse(path)
    kind = root.tag.rpartition("}")[2]
    if kind not in _fields()["roots"]:
        raise ReadError(
            "U144",
            f"{path.name} är ingen eForms-annons. Ange annonsens XML-fil, hämtad från TED eller annonsdatabasen.",
        )
    reader = _Reader(root)
    notice = reader.values("notice", root, "")
    codes = _fields()["codes"]
    lots = tuple(_lot(reader, element, i) for i, element in enumerate(reader.lots()))
    title, buyer = notice["title"], reader.organization(notice["buyer_id"])
    if not (title or buyer or notice["value"] or any(lot.title or lot.value or lot.cpv for lot in lots)):
        reader.gaps.append(f"{path.name} innehåller inga uppgifter om upphandlingen.")
    return Notice(
        file=path.name,
        kind=kind,
        law=codes["law"].get(notice["legal_basis"]),
        buyer=buyer,
        buyer_kind=codes["buyer"].get(notice["buyer_type"]),
        nature=codes["nature"].get(notice["nature"]),
        ceiling=notice["ceiling"] or notice["result_ceiling"],
        cpv=reader.cpv(notice, ""),
        regime_procedure=codes["procedure"].get(notice["procedure"]),
        lots=lots,
        lines=tuple(sorted(reader.lines.items())),
        gaps=tuple(reader.gaps),
        **{
            name: notice[name]
            for name in (
                "subtype", "notice_type", "language", "legal_basis", "buyer_type", "title", "value", "procedure",
                "accelerated", "dispatched", "published", "max_lots_submitted", "max_lots_awarded",
            )
        },
    )  # fmt: skip


def _lot(reader: _Reader, element: _Element, index: int) -> NoticeLot:
    where = f"lots[{index}]."
    found = reader.values("lot", element, where)
    cpv = reader.cpv(found, where)
    del found["main_cpv"], found["other_cpv"]
    found["nature"] = _fields()["codes"]["nature"].get(found["nature"])
    free = set(_fields()["codes"]["not_reserved"])
    found["free_participation"] = any(c in free for c in found["reserved_participation"])
    found["reserved_participation"] = tuple(c for c in found["reserved_participation"] if c not in free)
    found["social"] = tuple(c for c in found["social"] if c != "none")
    criteria = []
    spec = _fields()["criteria"]
    for i, node in enumerate(reader.find(element, spec["path"])):
        row = reader.values("criteria", node, f"{where}criteria[{i}].")
        criteria.append(
            NoticeCriterion(row["type"], row["name"] or row["description"], row["weight"], row["weight_kind"])
        )
    return NoticeLot(cpv=cpv, criteria=tuple(criteria), **found)


def _parse(path: Path) -> _Element:
    from lxml import etree

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                "U142", f"{path.name} är större än {MAX_BYTES // 1_000_000} MB och läses inte. En annons är mindre."
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            "U141", f"{path.name} går inte att öppna. Kontrollera att filen finns och får läsas."
        ) from error
    try:
        root = etree.fromstring(data, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (fel på rad {line})" if line else ""
        raise ReadError(
            "U143", f"{path.name} är inte giltig XML och kan inte läsas{where}. Hämta annonsen på nytt."
        ) from error
    docinfo = cast("Any", root.getroottree().docinfo)  # the stubs know no `doctype`
    if docinfo.doctype:
        raise ReadError(
            "U143", f"{path.name} innehåller en DTD och läses inte av säkerhetsskäl. Hämta annonsen på nytt."
        )
    return root


class _Reader:
    """Looks facts up in the tree, and notes lines and gaps on the way."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.lines: dict[str, int] = {}
        self.gaps: list[str] = []

    def find(self, element: _Element, path: str) -> list[Any]:
        """Elements or attribute values at an XPath of the data."""
        spec = _fields()
        full = path.replace("{extension}", spec["extension"])
        return cast("list[Any]", element.xpath(full, namespaces=spec["namespaces"]))

    def lots(self) -> list[_Element]:
        """The lots, at most `MAX_LOTS`."""
        found = self.find(self.root, _fields()["lots"])
        if len(found) > MAX_LOTS:
            self.gaps.append(f"Annonsen har {len(found)} delar. Bara de första {MAX_LOTS} är lästa.")
        return found[:MAX_LOTS]

    def values(self, level: str, element: _Element, where: str) -> dict[str, Any]:
        """Every field of a level ("notice", "lot", "criteria") by name."""
        out: dict[str, Any] = {}
        for name, spec in _fields()[level].items():
            if not isinstance(spec, dict):
                continue
            nodes = self.find(element, spec["path"])
            read = [(n, v) for n in nodes if (v := self._value(n, spec, f"{where}{name}")) is not None]
            if spec["type"] == "text":
                read = self._in_best_language(read)
            if read and hasattr(read[0][0], "sourceline"):
                self.lines[f"{where}{name}"] = read[0][0].sourceline
            if spec.get("many"):
                out[name] = tuple(value for _, value in read)
            else:
                out[name] = read[0][1] if read else None
        return out

    def _value(self, node: Any, spec: Mapping[str, Any], where: str) -> Any:
        text = " ".join((node if isinstance(node, str) else "".join(node.itertext())).split())
        if not text:
            return None
        try:
            return _CONVERT[spec["type"]](text, node)
        except (ValueError, InvalidOperation):
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            self.gaps.append(f"{spec['bt']} ({where}) går inte att tolka: ”{shown}”.")
            return None

    def _in_best_language(self, read: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        """Swedish first if there is any, then the notice's own language, else as it stands."""
        own = self.find(self.root, _fields()["notice"]["language"]["path"])
        wanted = ["SWE", own[0].text.strip() if own and own[0].text else ""]
        order = {language: i for i, language in reversed(list(enumerate(wanted)))}
        return sorted(read, key=lambda item: order.get(str(item[0].get("languageID", "")), len(order)))

    def cpv(self, found: Mapping[str, Any], where: str) -> tuple[Cpv, ...]:
        """Main code first, each code once."""
        out: dict[Cpv, None] = {}
        for text in (found["main_cpv"], *found["other_cpv"]):
            if text is None:
                continue
            try:
                out.setdefault(parse_cpv(text))
            except UpplintError:
                self.gaps.append(f"CPV-koden ”{text[:20]}” ({where}cpv) går inte att tolka.")
        return tuple(out)

    def organization(self, buyer_id: str | None) -> str | None:
        """The name of the organisation with this id."""
        spec = _fields()["organizations"]
        for company in self.find(self.root, spec["path"]) if buyer_id else ():
            if any(i.text and i.text.strip() == buyer_id for i in self.find(company, spec["id"])):
                names = [(n, " ".join((n.text or "").split())) for n in self.find(company, spec["name"])]
                for node, name in self._in_best_language([item for item in names if item[1]])[:1]:
                    self.lines["buyer"] = node.sourceline
                    return str(name)
        return None


def _amount(text: str, node: Any) -> Amount:
    value = _number(text, node)
    if value < 0:
        raise ValueError(text)
    return Amount(value, str(node.get("currencyID", "")))


def _number(text: str, node: Any) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(value.adjusted()) > 18:
        raise ValueError(text)
    return value


def _integer(text: str, node: Any) -> int:
    value = _number(text, node)
    if value != int(value):
        raise ValueError(text)
    return int(value)


def _boolean(text: str, node: Any) -> bool:
    if text in ("true", "yes", "1"):
        return True
    if text in ("false", "no", "none", "0"):
        return False
    raise ValueError(text)


_CONVERT: Mapping[str, Any] = {
    "text": lambda text, node: text,
    "code": lambda text, node: text,
    "amount": _amount,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": lambda text, node: date.fromisoformat(text[:10]),  # the rest is a time zone
    "measure": lambda text, node: Duration(_number(text, node), str(node.get("unitCode", ""))),
}
