"""How often Python looks for circles of dead objects."""

from __future__ import annotations

import gc

_OBJECTS = 50_000


def collect_rarely() -> None:
    """Let the cyclic collector run seldom, for programs that start, work and end.

    Reading and checking make millions of small objects that live to the end: looking through them for circles time
    and again takes a tenth of the run and frees next to nothing. Only for processes of our own: a library does not
    change its caller's collector.
    """
    gc.set_threshold(_OBJECTS, 50, 100)
