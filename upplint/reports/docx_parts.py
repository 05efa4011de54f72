"""The package of an annotated Word file: parts replaced or added, everything else byte for byte as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import R_NS, R_STRICT, W_NS, W_STRICT
from upplint.documents.package import Package
from upplint.documents.safety import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"


class Parts:
    """The parts of a package that are changed, kept until `save`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.strict = W_STRICT.encode() in package.data(package.main)[:4000]
        self._changed: dict[str, bytes] = {}

    def put(self, part: str, root: _Element) -> None:
        """Replace or add a part; in a strict file the markup is turned back into the strict one."""
        data = to_bytes(root)
        if self.strict:
            data = data.replace(f'"{W_NS}"'.encode(), f'"{W_STRICT}"'.encode())
            data = data.replace(f'"{R_NS}"'.encode(), f'"{R_STRICT}"'.encode())
        self._changed[part] = data

    def comments(self) -> tuple[str, _Element]:
        """The name and root of the comments part; a new one is tied to the main part and declared."""
        existing = self.package.related(self.package.main, "comments")
        if existing is not None:
            return existing, self.package.xml(existing)
        folder = posixpath.dirname(self.package.main)
        part = _free(self.package, posixpath.join(folder, "comments"))
        self._relate(part)
        self._declare(part)
        return part, _new_root()

    def save(self) -> bytes:
        """The bytes of the new file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self.package.archive.infolist():
                data = self._changed.get(info.filename)
                archive.writestr(_entry(info), self.package.archive.read(info) if data is None else data)
            for name, data in self._changed.items():
                if name not in self.package.names:
                    archive.writestr(_entry(zipfile.ZipInfo(name)), data)
        return out.getvalue()

    def _relate(self, part: str) -> None:
        folder, name = posixpath.split(self.package.main)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        data = (
            self.package.data(path) if path in self.package.names else f'<Relationships xmlns="{_RELS_NS}"/>'.encode()
        )
        root = parse_xml(data, self.package.file)
        taken = {r.get("Id") for r in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdUpplint{n}" not in taken)
        attributes = {
            "Id": f"rIdUpplint{number}",
            "Type": _KIND_STRICT if self.strict else _KIND,
            "Target": posixpath.relpath(part, folder or "."),
        }
        root.append(root.makeelement(f"{{{_RELS_NS}}}Relationship", attributes))
        self._changed[path] = to_bytes(root)

    def _declare(self, part: str) -> None:
        root = parse_xml(self.package.data(_TYPES), self.package.file)
        attributes = {"PartName": f"/{part}", "ContentType": _COMMENTS_TYPE}
        root.append(root.makeelement(f"{{{_TYPES_NS}}}Override", attributes))
        self._changed[_TYPES] = to_bytes(root)


def to_bytes(root: _Element) -> bytes:
    """A part as Word writes it: UTF-8, declared, standalone."""
    from lxml import etree

    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return out


def style_ids(package: Package, names: Mapping[str, str]) -> dict[str, str]:
    """The ids that styles with these built-in names have in the file, by key; those it lacks are left out."""
    from upplint.documents.docx.xmlns import val, w

    part = package.related(package.main, "styles")
    if part is None:
        return {}
    found = {(val(s, "name") or "").lower(): s.get(w("styleId"), "") for s in package.xml(part).findall(w("style"))}
    return {key: found[name] for key, name in names.items() if found.get(name)}


def _new_root() -> _Element:
    from lxml import etree

    return etree.fromstring(f'<w:comments xmlns:w="{W_NS}"/>'.encode())


def _free(package: Package, stem: str) -> str:
    taken = {name.lower() for name in package.names}
    if f"{stem}.xml" not in taken:
        return f"{stem}.xml"
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}{n}.xml") not in taken)


def _entry(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry with the old one's name and date, packed."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED and info.file_size else 8
    new.external_attr = info.external_attr
    return new
