"""How a process of ours uses the machine: few threads, and a collector that rarely runs.

Only for the command line and its helper processes: a library does not change how its caller runs.
"""

from __future__ import annotations

import gc
import os

_OBJECTS = 50_000


def settle() -> None:
    """Set up this process. To be called before numpy is imported.

    Number crunching stays on one core: the matrices are small, and more threads mostly wait for each other (a tenth
    more processor time for a few percent of wall time). Helper processes share the cores between them as it is.

    Python looks seldom for circles of dead objects: reading and checking make millions of small objects that live to
    the end, and looking through them time and again takes a tenth of the run and frees next to nothing.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    gc.set_threshold(_OBJECTS, 50, 100)
