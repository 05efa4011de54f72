"""What the parties are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from upplint.engine.checks import check
from upplint.engine.context import Context, Match


@check(values=("names", "main", "other"), params=("names", "defined", "least"))
def several_names(context: Context, params: Mapping[str, Any]) -> Iterator[Match]:
    """The supplier goes by several names that are nowhere said to mean the same.

    Params: `names` name -> its forms as a regular expression; `defined` cue list of words that say what somebody is
    called; `least` so many times each name must stand. Values: `names` as a text, `main` the commonest, `other` the
    one reported. A sentence that holds two of the names is reported rather than one that holds one.
    """
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    explained: set[str] = set()
    for view in context.text_views():
        for name, forms in params["names"].items():
            for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", view.document.text, re.IGNORECASE):
                sentence = view.sentence_at(match.start())
                if sentence is None or not view.lintable(sentence):
                    continue
                if view.within((params["defined"],), ((sentence.start, sentence.end),)):
                    explained.add(name)
                    continue
                found.setdefault(name, []).append((view.number, match.start(), match.end(), sentence.index))
    used = {n: places for n, places in found.items() if len(places) >= int(params["least"])}
    together = [
        (name, place)
        for name, places in found.items()
        for place in places
        if sum(any(p[0] == place[0] and p[3] == place[3] for p in other) for other in found.values()) >= 3
    ]
    names = sorted(used, key=lambda n: -len(used[n]))
    loose = [n for n in names if n not in explained]
    if together and len(found) >= 3:
        name, place = together[0]
        names, loose = sorted(found, key=lambda n: -len(found[n])), [name]
    elif len(names) < 2 or not loose or loose == names[:1]:
        return
    else:
        name = loose[-1]
        place = used[name][0]
    values = {"names": ", ".join(names), "main": names[0], "other": name}
    also = tuple(p[:3] for p in found[names[0]][:1] if p[:3] != place[:3])
    yield Match(place[0], place[1], place[2], values=values, also=also)
