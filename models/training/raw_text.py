"""Paragraphs of official text for pretraining, one JSON object a line.

    python models/training/raw_text.py --data DIR OUT.jsonl [--words 8000000] [--seed 7]

Half from statutes, half from the Government's site, in random order. `skall` becomes `ska`.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from pathlib import Path

OLD = re.compile(r"\b(s|S)kall\b")
MIN_CHARS, MAX_CHARS = 40, 900


def paragraphs(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        kept = (line.strip() for line in lines)
        return [OLD.sub(r"\1ka", line) for line in kept if MIN_CHARS <= len(line) <= MAX_CHARS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--words", type=int, default=8_000_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    chosen: list[str] = []
    for name in ("sfs", "regeringen"):
        pool = paragraphs(args.data / "text" / f"{name}.txt.xz")
        rng.shuffle(pool)
        words = 0
        for text in pool:
            chosen.append(text)
            words += len(text.split())
            if words >= args.words // 2:
                break
        print(name, len(chosen), words)
    rng.shuffle(chosen)
    with args.out.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in chosen)


if __name__ == "__main__":
    main()
