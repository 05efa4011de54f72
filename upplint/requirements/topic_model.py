"""The trained topic classifier (`models/sv_topics`): loaded when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from upplint.resources import model_dir

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def _load() -> Language:
    import spacy

    return spacy.load(model_dir("sv_topics"))


def probabilities(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """How likely each topic is (0-1, summing to 1) for each row of feature tokens (`topic_features.features`)."""
    if not rows:
        return []
    from spacy.tokens import Doc

    nlp = _load()
    textcat: Any = nlp.get_pipe("textcat")
    scores = textcat.predict([Doc(nlp.vocab, words=list(row)) for row in rows])
    return [dict(zip(textcat.labels, map(float, row), strict=True)) for row in scores]
