"""Inflects the words of the lexicon: each form of an old word beside the same form of the plainer one.

The lexicon gives the principal parts (`rules/lexicon/term_forms.tsv`); the rest follows from the rules below.
"""

from __future__ import annotations

_NO_GENITIVE = ("s", "x", "z")


def paired_forms(pos: str, forms: str, replacement: str) -> dict[str, str | None]:
    """The written forms of a lexicon row, each with the replacement in the same inflection or `None`.

    Args:
        pos: `v`, `n`, `a` or `x` (see the head of the table).
        forms: principal parts, apart by `|`.
        replacement: empty, or a part of speech (`v`, `vn`, `n`, `a`, `x`), a blank and principal parts.
    """
    old = forms.split("|")
    kind, _, rest = replacement.partition(" ")
    new = rest.split("|") if rest else []
    slots = _SLOTS[pos](old, True)
    plain = _SLOTS["v" if kind == "vn" else kind](new, kind != "vn") if new else [""] * len(slots)
    if len(plain) == 1:
        plain = plain * len(slots)
    found: dict[str, str | None] = {}
    for index, form in enumerate(slots):
        if not form:
            continue
        other = (plain[index] if index < len(plain) else "") or None
        # One form with two meanings ("implementerade": införde, införda): a person must choose.
        found[form] = other if found.get(form, other) == other else None
    return found


def _apply(phrase: str, change: str) -> str:
    """Changes the first word of a phrase (`lämna in` -> `lämnas in`)."""
    first, blank, rest = phrase.partition(" ")
    return change + blank + rest if first else ""


def _present_s(infinitive: str, present: str) -> str:
    if present.endswith("ar"):
        return present[:-1] + "s"
    if present.endswith("er"):
        return infinitive + "s" if infinitive.endswith("e") else present[:-2] + "s"
    if present.endswith(("är", "ör")):
        return present + "s"
    return present[:-1] + "s"


def _participles(common: str) -> list[str]:
    if not common:
        return ["", "", ""]
    if common.endswith("en"):
        return [common, common[:-2] + "et", common[:-2] + "na"]
    if common.endswith("dd"):
        return [common, common[:-2] + "tt", common + "a"]
    if common.endswith("ad"):
        return [common, common[:-1] + "t", common + "e"]
    if common.endswith("d"):
        return [common, common[:-1] + "t", common + "a"]
    return [common, common, common + "a"]


def _verb(parts: list[str], with_s: bool) -> list[str]:
    parts = parts + [""] * (5 - len(parts))
    infinitive, present, past, supine, participle = parts[:5]
    active = [infinitive, present, past, supine]
    if not with_s:
        return active
    first = [p.partition(" ")[0] for p in active]
    passive = [
        _apply(infinitive, first[0] + "s"),
        _apply(present, _present_s(first[0], first[1])) if present else "",
        _apply(past, first[2] + "s") if past else "",
        _apply(supine, first[3] + "s") if supine else "",
    ]
    return active + passive + _participles(participle)


def _noun(parts: list[str], with_s: bool) -> list[str]:
    del with_s
    parts = parts + [""] * (4 - len(parts))
    genitive = [p + "s" if p and not p.endswith(_NO_GENITIVE) else "" for p in parts]
    return parts + genitive


def _adjective(parts: list[str], with_s: bool) -> list[str]:
    del with_s
    if len(parts) == 1:
        return [parts[0], parts[0] + "t", parts[0] + "a"]
    return parts


def _as_written(parts: list[str], with_s: bool) -> list[str]:
    del with_s
    return parts


_SLOTS = {"v": _verb, "n": _noun, "a": _adjective, "x": _as_written}
