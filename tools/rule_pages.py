"""Write `docs/rules/`: one page a rule, and an index by family and by who is helped. Everything comes from the packs.

python tools/rule_pages.py             write the pages
python tools/rule_pages.py --check     say which pages are stale, and end with 1 if any is
python tools/rule_pages.py --measure   measure precision on tests/corpus first (docs/rules/accuracy.json)
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "rules"
ACCURACY = PAGES / "accuracy.json"
SHOWN = 3  # examples of each kind; the rest only keep the rule from changing unseen
MARK = re.compile(r"\[\[(.+?)\]\](?!\])")
REGIMES = {
    "A": "Upphandling över tröskelvärdet",
    "B": "19 kap. (under tröskelvärdet, eller tjänster i bilaga 2)",
    "C": "Direktupphandling",
}
HELPED = {
    "one_person": "Enmansföretag",
    "micro": "Företag med under 10 anställda",
    "small": "Företag med under 50 anställda",
    "new": "Nystartade",
    "association": "Ideella föreningar",
    "cooperative": "Ekonomiska föreningar och kooperativ",
    "foundation": "Stiftelser",
    "wise": "Arbetsintegrerande sociala företag",
}


def pages() -> dict[str, str]:
    """File name -> content of every page."""
    from upplint.engine.loader import load_rules

    ruleset = load_rules()
    measured = json.loads(ACCURACY.read_text(encoding="utf-8")) if ACCURACY.exists() else {"rules": {}}
    out = {f"{rule.id}.md": page(rule, measured) for rule in ruleset.rules}
    out["README.md"] = index(ruleset, measured)
    return out


def page(rule: Any, measured: Mapping[str, Any]) -> str:
    """One rule: what, why, law, what is reported and what is not, advice, measured precision."""
    from upplint.reports.labels import LEVEL
    from upplint.tender.law import format_citation

    level = rule.level
    levels = (
        LEVEL["sv"][level]
        if isinstance(level, str)
        else ", ".join(f"{LEVEL['sv'][value]} ({regime})" for regime, value in level.items())
    )
    lines = [
        f"# {rule.id} {rule.title.sv}",
        "",
        f"Nivå: {levels}. Profil: {rule.profile}. Säkerhet: {rule.confidence.value}. Namn: `{rule.name}`.",
        "",
        "## Varför",
        "",
        rule.why.sv,
    ]
    law = [(regime, rule.law_in(regime)) for regime in REGIMES if rule.law_in(regime)]
    if law:
        lines += ["", "## Lag", ""]
        lines += [f"- {REGIMES[regime]}: {', '.join(format_citation(k) for k in keys)}" for regime, keys in law]
    if rule.sources:
        lines += ["", f"Källor: {'; '.join(rule.sources)}."]
    lines += ["", "## Gör så här", "", rule.advice.sv]
    if rule.rewrite:
        lines += ["", "Skriv till exempel:", "", *(f"> {line}" for line in rule.rewrite.strip().splitlines())]
    for title, examples in (
        ("Det här anmärks", rule.examples.hit[:SHOWN]),
        ("Det här anmärks inte", rule.examples.ok[:SHOWN]),
        ("Det här bedöms fel i dag", rule.examples.known_wrong),
    ):
        if examples:
            lines += ["", f"## {title}"]
            for example in examples:
                text = MARK.sub(r"«\1»", example.text.strip())
                lines += ["", "```", *text.splitlines(), "```"]
                if example.why:
                    lines += ["", f"({example.why})"]
    if rule.parameters:
        lines += ["", "## Inställningar", ""]
        lines += [f"- `{name}` = {p.default}: {p.what.sv}" for name, p in rule.parameters.items()]
    lines += ["", "## Mätt", "", accuracy(rule.id, measured)]
    return "\n".join(lines) + "\n"


def accuracy(rule: str, measured: Mapping[str, Any]) -> str:
    """What was measured of a rule on the documents of `tests/corpus`."""
    counts = measured["rules"].get(rule)
    if not counts:
        return "Regeln har inte prövats på de egna dokumenten med facit (den finns inte i facit)."
    right, false = counts["right"], counts["false"]
    return (
        f"På de egna dokumenten med facit: {right} rätt och {false} fel, {counts['met']} av {counts['barriers']} "
        "hinder hittade. Dokumenten har använts när regeln skrevs, så siffran är inte blind."
    )


def index(ruleset: Any, measured: Mapping[str, Any]) -> str:
    """All rules by family, and by who is helped."""
    lines = [
        "# Regler",
        "",
        "Sidorna skrivs av `python tools/rule_pages.py` från reglerna i `rules/`. Ändra där, inte här.",
    ]
    for pack in ruleset.packs:
        lines += ["", f"## {pack.family}: {pack.title.sv}", ""]
        if pack.about:
            lines += [pack.about.sv, ""]
        lines += [f"- [{r.id}]({r.id}.md) {r.title.sv}" for r in sorted(pack.rules, key=lambda r: r.id)]
    lines += ["", "## Vem får hjälp?"]
    for key, title in HELPED.items():
        helped = [r for r in ruleset.rules if key in r.helps]
        if helped:
            lines += ["", f"**{title}:** " + ", ".join(f"[{r.id}]({r.id}.md)" for r in helped)]
    return "\n".join(lines) + "\n"


def measure() -> None:
    """Count right and wrong findings on the documents of `tests/corpus`."""
    from upplint import api
    from upplint.engine.evaluate import evaluate, prediction_of

    result = evaluate(ROOT / "tests/corpus/gold", None, lambda p: prediction_of(api.check(p, profile="granska")))
    rules = {
        rule: {"right": s.right, "false": len(s.false), "barriers": s.barriers, "met": s.met}
        for rule, s in result.rules().items()
    }
    PAGES.mkdir(parents=True, exist_ok=True)
    ACCURACY.write_text(json.dumps({"rules": rules}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def stale() -> list[str]:
    """Names of pages that differ from what the packs say, are missing, or belong to no rule."""
    wanted = pages()
    there = {p.name: p.read_text(encoding="utf-8") for p in PAGES.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main() -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    if options.measure:
        measure()
    if options.check:
        names = stale()
        for name in names:
            print(f"docs/rules/{name} är inte som reglerna. Kör: python tools/rule_pages.py")
        return 1 if names else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in PAGES.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        (PAGES / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
