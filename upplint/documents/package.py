"""The package of an Office file (DOCX, XLSX): its parts and their references (Open Packaging Conventions)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from upplint.documents.docx.xmlns import R_NS, R_STRICT, W_NS, W_STRICT
from upplint.documents.limits import Limits
from upplint.documents.safety import check_archive, damaged, parse_xml, read_member

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = ((W_STRICT.encode(), W_NS.encode()), (R_STRICT.encode(), R_NS.encode()))
_STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference from one part to another: `kind` is the last word of its type (`footnotes`), `target` a part name."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """An open package. Parts are parsed on demand; both the transitional and the strict markup are understood."""

    file: str
    archive: zipfile.ZipFile

    @classmethod
    def open(cls, data: bytes, file: str, limits: Limits) -> Package:
        """Open the package. Raises `ReadError` U105-U107."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise damaged(file, "arkivet är inte helt") from error
        check_archive(archive, file, limits)
        return cls(file, archive)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    @cached_property
    def main(self) -> str:
        """The name of the main document part. Raises `ReadError` U106 where there is none."""
        for relationship in self.relationships(""):
            if relationship.kind == "officeDocument" and relationship.target in self.names:
                return relationship.target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise damaged(self.file, "huvuddokumentet saknas")

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises `ReadError` U106 where it is missing or damaged."""
        if part not in self.names:
            raise damaged(self.file, f"delen {part} saknas")
        return read_member(self.archive, part, self.file)

    def xml(self, part: str) -> _Element:
        """The root element of a part."""
        data = self.data(part)
        if W_STRICT.encode() in data[:4000]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return parse_xml(data, self.file)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The references of a part, `""` for the package itself. None where it has no relationship part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.names:
            return ()
        found = []
        for element in self.xml(path):
            kind, target = element.get("Type", ""), element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            short = kind.removeprefix(_REL).removeprefix(_STRICT_REL).rpartition("/")[2]
            found.append(Relationship(element.get("Id", ""), short, target, external))
        return tuple(found)

    def related(self, part: str, kind: str) -> str | None:
        """The first existing part of that kind that `part` refers to."""
        for relationship in self.relationships(part):
            if relationship.kind == kind and not relationship.external and relationship.target in self.names:
                return relationship.target
        return None
