"""Which notices belong to which tender, and what could not be read in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from upplint.documents.model import Gap, GapKind
from upplint.documents.read import ReadResult
from upplint.errors import ReadError, UpplintError
from upplint.tender.notice_model import Notice


def notices_of(result: ReadResult, given: Path | None) -> tuple[ReadResult, tuple[tuple[Notice, ...], ...]]:
    """The notices of each tender, and the reading result with what went wrong in them.

    A notice among the files that cannot be read is an error beside the documents, which are read all the same.

    Args:
        result: what was read.
        given: the notice that the user names; it outranks those among the files.

    Raises:
        ReadError: (U141-U144) the notice that the user names cannot be read.
        UpplintError: (U145) the user names one notice for several tenders.
    """
    if given is None and not any(group.notices for group in result.groups):
        return result, tuple(() for _ in result.groups)
    from upplint.tender.notice import read_notice

    if given is not None and len(result.groups) > 1:
        raise UpplintError(
            "U145", "--notice gäller en upphandling, men ni har angett flera. Lägg i stället annonsen i rätt mapp."
        )
    first = () if given is None else (read_notice(given),)
    errors: list[ReadError] = []
    gaps = [Gap(GapKind.OTHER, n.file, message) for n in first for message in n.gaps]
    out = []
    for group in result.groups:
        own = list(first)
        for path in group.notices:
            if given is not None and path.resolve() == given.resolve():
                continue
            try:
                notice = read_notice(path)
            except ReadError as error:
                errors.append(error)
                continue
            own.append(notice)
            gaps += [Gap(GapKind.OTHER, notice.file, message) for message in notice.gaps]
        out.append(tuple(own))
    return replace(result, errors=(*result.errors, *errors), gaps=(*result.gaps, *gaps)), tuple(out)
