"""All phrases of the rules that run, in one index: one pass over a text answers every rule at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from upplint.engine.primitives import Model
from upplint.engine.ruleset import RuleSet
from upplint.engine.schema import Rule
from upplint.errors import RuleError
from upplint.language.phrases import PhraseIndex

#: Fields of the schema that hold phrase lists.
_LISTS = frozenset({"phrases", "none", "but_not", "mentions", "not_mentions", "section", "not_section", "heading"})

#: Cue list of clauses that stand word for word in most tenders (the ESPD text, quoted law): read, never flagged.
FIXED = "cue:standard_clause"

Spans = Mapping[int, Sequence[tuple[int, int]]]


class Plan:
    """The phrase lists of some rules, numbered, and the index over them.

    Args:
        rules: the rules that run.
        cues: named phrase lists.
    """

    def __init__(self, rules: Iterable[Rule], cues: Mapping[str, tuple[str, ...]]) -> None:
        self._cues = cues
        self._numbers: dict[tuple[str, ...], int] = {}
        self._cased: dict[str, tuple[int, tuple[str, ...]]] = {}
        phrases: dict[str, list[str]] = {}
        lists = [listed for rule in rules for listed in _lists(rule)]
        if FIXED[4:] in cues:
            lists.append((FIXED,))
        for listed in lists:
            if listed in self._numbers:
                continue
            number = self._numbers[listed] = len(self._numbers)
            for i, phrase in enumerate(self.phrases(listed)):
                # A word written with a capital is found only in that case: "KRAV" is a label, "krav" is not.
                words = tuple(w.strip("*") for w in phrase.split() if w != w.lower())
                key = str(number)
                if words:
                    key = f"{number}:{i}"
                    self._cased[key] = (number, words)
                phrases.setdefault(key, []).append(phrase)
        try:
            self._index = PhraseIndex(phrases)
        except ValueError as error:
            raise RuleError("U206", f"En fras i reglerna saknar ord ({error}). Rätta regeln.") from error

    def phrases(self, listed: Sequence[str]) -> tuple[str, ...]:
        """A phrase list with its cue lists put in."""
        out: list[str] = []
        for phrase in listed:
            out.extend(self._cues.get(phrase[4:], ()) if phrase.startswith("cue:") else (phrase,))
        return tuple(dict.fromkeys(out))

    def number(self, listed: tuple[str, ...]) -> int:
        """The number of a phrase list of a rule; -1 for the empty list."""
        return self._numbers[listed] if listed else -1

    def has(self, listed: tuple[str, ...]) -> bool:
        """Is the phrase list part of the plan?"""
        return listed in self._numbers

    def find(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Places by number of phrase list, in order of start; none crosses a line."""
        found: dict[int, list[tuple[int, int]]] = {}
        for start, end, key in self._index.find(text):
            if "\n" in text[start:end]:
                continue
            cased = self._cased.get(key)
            if cased is None:
                number = int(key)
            else:
                number, words = cased
                matched = text[start:end]
                if not all(w in matched for w in words):
                    continue
            places = found.setdefault(number, [])
            if not places or places[-1] != (start, end):
                places.append((start, end))
        return found


@lru_cache(maxsize=64)
def plan_for(ruleset: RuleSet, ids: tuple[str, ...]) -> Plan:
    """The plan of the rules with these ids; made once a rule set."""
    return Plan((ruleset.by_id[i] for i in ids), ruleset.cues)


def _lists(value: object) -> Iterator[tuple[str, ...]]:
    """Every phrase list in a rule."""
    if isinstance(value, Model):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "examples" or not inner:
                continue
            if name in _LISTS and isinstance(inner, tuple):
                yield inner
            elif name == "phrases":  # phrase -> replacement
                yield from pair_lists(inner)
            elif name == "all":
                yield from inner
            elif name == "params":
                yield from _param_lists(inner)
            else:
                yield from _lists(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _lists(inner)


def pair_lists(pairs: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The phrase lists of a `phrases` key: one list, or one a phrase where they have replacements."""
    if any(pairs.values()):
        return [(phrase,) for phrase in pairs]
    return [tuple(pairs)]


def _param_lists(value: object) -> Iterator[tuple[str, ...]]:
    """Cue lists handed to a named check: each `cue:NAME` is a list of its own."""
    if isinstance(value, str) and value.startswith("cue:"):
        yield (value,)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _param_lists(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _param_lists(inner)
