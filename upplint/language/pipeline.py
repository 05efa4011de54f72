"""The trained Swedish pipeline that upplint ships: load it, parse sentences with it, say which version it is.

The pipeline lies in `models/sv_upplint/` as spaCy wrote it and is never downloaded. upplint splits sentences itself
(`upplint.language.sentences`) and hands them over one by one, so `parse` tells the parser that each text is one
sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from upplint.errors import UpplintError
from upplint.resources import model_dir

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "sv_upplint"
FORMAT = 1
"""What this code can read. Raised when the folder's contents change in a way that older code cannot read."""

BATCH = 128


@cache
def load(components: frozenset[str] | None = None) -> Language:
    """The shipped pipeline, loaded once per process.

    Args:
        components: names of the components wanted out of `tok2vec`, `morphologizer`, `senter`, `parser` and
            `upplint_lemmatizer`; `tok2vec` comes along by itself. `None` means all but `senter`, which only running
            text needs (`load(frozenset({"senter"}))`).

    Raises `UpplintError` U001 when the pipeline is missing and U002 when it does not fit this version of upplint or of
    spaCy. Takes well under a second.
    """
    import spacy

    from upplint.language import lemmas, tokenizer

    meta = _meta()
    _check(meta)
    have = [str(name) for name in meta["components"]]
    wanted = frozenset(have) - {"senter"} if components is None else components | {"tok2vec"}
    unknown = wanted - set(have)
    if unknown:
        names = ", ".join(sorted(unknown))
        raise UpplintError("U002", f"Språkmodellen har inte delarna {names}. Installera upplint på nytt.")
    lemmas.register()
    try:
        # The tokenizer is built anew (`tokenizer.install`), from the same tables, so it need not be read.
        unwanted = [name for name in have if name not in wanted]
        nlp = spacy.load(model_dir(NAME), exclude=["tokenizer", *unwanted])
    except (OSError, ValueError, KeyError) as error:
        raise UpplintError("U002", f"Språkmodellen kan inte läsas ({error}). Installera upplint på nytt.") from error
    _use_fast_products(nlp)
    return tokenizer.install(nlp)


def blank() -> Language:
    """A pipeline with the tokenizer alone: the same tokens as `load()` gives, nothing else. Cheap."""
    return _blank()


@cache
def _blank() -> Language:
    import spacy

    from upplint.language import tokenizer

    return tokenizer.install(spacy.blank("sv"))


def parse(texts: Iterable[str], batch_size: int = BATCH, components: frozenset[str] | None = None) -> Iterator[Doc]:
    """Tag and parse texts that are one sentence each, in order.

    Args:
        texts: sentences, list items, cells or headings. Empty ones give empty documents.
        batch_size: texts handled together. The result does not hang on it.
        components: as for `load`.

    Every document is one sentence, also where a full stop stands inside it.
    """
    nlp = load(components)
    yield from nlp.pipe((_one_sentence(nlp.make_doc(text)) for text in texts), batch_size=batch_size)


def parse_one(text: str) -> Doc:
    """Tag and parse a single sentence."""
    return next(parse((text,)))


def version() -> str:
    """The version of the shipped pipeline (`1.0.0`), read without loading it or spaCy."""
    return str(_meta()["version"])


def _one_sentence(doc: Doc) -> Doc:
    if len(doc) > 1:
        import numpy as np
        from spacy.attrs import SENT_START

        starts = np.full((len(doc), 1), -1, dtype="int64")
        starts[0] = 1
        doc.from_array([SENT_START], cast(Any, starts.astype("uint64")))
    return doc


@cache
def _meta() -> dict[str, Any]:
    path: Path = model_dir(NAME) / "meta.json"
    try:
        with path.open(encoding="utf-8") as file:
            meta: dict[str, Any] = json.load(file)
    except (OSError, ValueError) as error:
        raise UpplintError("U001", "Språkmodellen saknas i installationen. Installera upplint på nytt.") from error
    return meta


def _check(meta: dict[str, Any]) -> None:
    """Compare format and spaCy version with what the pipeline was saved for."""
    from spacy.about import __version__ as spacy_version
    from spacy.util import is_compatible_version

    found = meta.get("upplint_format")
    if found != FORMAT:
        raise UpplintError(
            "U002",
            f"Språkmodellen har format {found}, men den här versionen av upplint läser format {FORMAT}. "
            "Installera upplint på nytt.",
        )
    if is_compatible_version(spacy_version, str(meta["spacy_version"])) is False:
        raise UpplintError(
            "U002",
            f"Språkmodellen kräver spaCy {meta['spacy_version']}, men {spacy_version} är installerad. "
            "Installera upplint på nytt i en egen miljö.",
        )


def _use_fast_products(nlp: Language) -> None:
    """Let numpy multiply the matrices: its BLAS is about three times as fast here as the one inside thinc."""
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            import numpy as np

            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = Ops()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops
