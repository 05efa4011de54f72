"""Put the trained components, the tokenizer and the lemma tables together and write `models/sv_upplint/`.

    python models/training/assemble.py TRAINED LEMMAS [--out models/sv_upplint] [--version 1.0.0]

Scores are written afterwards by `evaluate.py --write`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import components  # noqa: F401  (registers the tokenizer)
import spacy

from upplint.language import lemmas, tokenizer
from upplint.language.pipeline import FORMAT

META = {
    "lang": "sv",
    "spacy_version": ">=3.8.15,<3.9.0",  # as pyproject.toml allows
    "name": "upplint",
    "description": "Swedish for public tender documents: part of speech, morphology, lemmas, sentences, dependencies.",
    "author": "upplint",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD Swedish Talbanken",
            "url": "https://github.com/UniversalDependencies/UD_Swedish-Talbanken",
            "license": "CC BY-SA 4.0",
            "author": "Joakim Nivre, Aaron Smith and others; Talbanken: Jan Einarsson, Ulf Teleman, Lund University",
        },
        {
            "name": "Swedish statutes (SFS) and texts of the Government Offices of Sweden",
            "license": "free of copyright (statutes); public documents",
            "author": "Regeringskansliet",
        },
        {
            "name": "lemmy 2.1.0 (endings for lemmas, learned from SALDO's morphology and Talbanken)",
            "url": "https://github.com/sorenlind/lemmy",
            "license": "MIT",
            "author": "Søren Lind Kristiansen",
        },
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("lemmas", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "sv_upplint")
    parser.add_argument("--version", default="1.0.0")
    args = parser.parse_args()

    lemmas.register()
    nlp = spacy.load(args.trained)
    plain = spacy.blank("sv", vocab=nlp.vocab)
    nlp.tokenizer = tokenizer.customise(plain.tokenizer, plain.Defaults)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}
    if lemmas.COMPONENT in nlp.pipe_names:
        nlp.remove_pipe(lemmas.COMPONENT)
    component = nlp.add_pipe(lemmas.COMPONENT, after="morphologizer")
    component.from_disk(args.lemmas)  # type: ignore[attr-defined]
    for key in ("paths", "corpora", "training", "initialize", "pretraining"):
        nlp.config[key] = {}  # all of it is in models/training/config.cfg
    nlp.meta.update(META | {"version": args.version, "upplint_format": FORMAT, "performance": {}})
    if args.out.exists():
        shutil.rmtree(args.out)
    nlp.to_disk(args.out)
    (args.out / "README.md").unlink(missing_ok=True)
    size = sum(path.stat().st_size for path in args.out.rglob("*") if path.is_file())
    meta = json.loads((args.out / "meta.json").read_text(encoding="utf-8"))
    print(meta["components"], f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
