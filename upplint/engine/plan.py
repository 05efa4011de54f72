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


class Plan:
    """The phrase lists of some rules, numbered, and the index over their phrases.

    Each distinct phrase is looked for once, however many lists hold it ("ska" stands in a hundred of them), and a
    list's places are put together when a rule asks for them. So a further rule costs next to nothing.

    Args:
        rules: the rules that run.
        cues: named phrase lists.
    """

    def __init__(self, rules: Iterable[Rule], cues: Mapping[str, tuple[str, ...]]) -> None:
        self._cues = cues
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        lists = [listed for rule in rules for listed in _lists(rule)]
        if FIXED[4:] in cues:
            lists.append((FIXED,))
        for listed in lists:
            if listed not in self._lists:
                self._lists[listed] = self.phrases(listed)
        distinct = dict.fromkeys(p for phrases in self._lists.values() for p in phrases)
        # A word written with a capital is found only in that case: "KRAV" is a label, "krav" is not.
        self._cased = {
            p: words for p in distinct if (words := tuple(w.strip("*") for w in p.split() if w != w.lower()))
        }
        try:
            self._index = PhraseIndex({p: (p,) for p in distinct})
        except ValueError as error:
            raise RuleError("U206", f"En fras i reglerna saknar ord ({error}). Rätta regeln.") from error

    def phrases(self, listed: Sequence[str]) -> tuple[str, ...]:
        """A phrase list with its cue lists put in."""
        out: list[str] = []
        for phrase in listed:
            out.extend(self._cues.get(phrase[4:], ()) if phrase.startswith("cue:") else (phrase,))
        return tuple(dict.fromkeys(out))

    def expanded(self, listed: tuple[str, ...]) -> tuple[str, ...]:
        """The phrases of a rule's list, which must be part of the plan."""
        return self._lists[listed]

    def has(self, listed: tuple[str, ...]) -> bool:
        """Is the phrase list part of the plan?"""
        return listed in self._lists

    def find(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Places by phrase, in order of start; none crosses a line."""
        found: dict[str, list[tuple[int, int]]] = {}
        cased = self._cased
        for start, end, phrase in self._index.find(text):
            words = cased.get(phrase)
            if words is not None or " " in phrase:
                matched = text[start:end]
                if "\n" in matched or (words is not None and not all(w in matched for w in words)):
                    continue
            found.setdefault(phrase, []).append((start, end))
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
