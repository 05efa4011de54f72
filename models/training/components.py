"""What `spacy train` needs to know of upplint: the tokenizer, the lemmas and fast matrix products. Given
with `--code`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import fast_gemm  # noqa: E402, F401

from upplint.language import tokenizer  # noqa: E402


@spacy.registry.tokenizers("upplint.Tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    plain: Any = spacy.registry.tokenizers.get("spacy.Tokenizer.v1")()

    def build(nlp: Language) -> Tokenizer:
        return tokenizer.customise(plain(nlp), nlp.Defaults)

    return build
