from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from upplint.engine.loader import load_rules
from upplint.engine.ruleset import RuleSet, Selection
from upplint.engine.schema_json import schema_text
from upplint.errors import ConfigError, RuleError
from upplint.resources import rules_dir

BODY = "    find: {phrases: [ord]}"
Pack = Callable[..., str]
MakeRules = Callable[..., RuleSet]


def _write(folder: Path, text: str, name: str = "test.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_unknown_key_names_file_and_line(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack({"body": "    find:\n      pattern:\n        alll: [[a]]"}))
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path], shipped=False)
    assert caught.value.code == "U203"
    assert "test.yaml, rad 12: rules.0.find.0.pattern.alll: okänd nyckel" in caught.value.message
    assert "all saknas" in caught.value.message


def test_broken_yaml_names_line(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack() + "  - id: [\n")
    with pytest.raises(RuleError, match=r"test\.yaml, rad \d+: filen är inte giltig YAML"):
        load_rules([tmp_path], shipped=False)


def test_key_that_stands_twice_is_an_error(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack({"body": BODY + "\n    confidence: high\n    confidence: low"}))
    with pytest.raises(RuleError, match="confidence står två gånger"):
        load_rules([tmp_path], shipped=False)


def test_unknown_cue_list_is_named(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack({"body": '    find: {phrases: ["cue:saknas"]}'}))
    with pytest.raises(RuleError, match="cue:saknas i TST001 finns inte"):
        load_rules([tmp_path], shipped=False)


def test_cue_list_that_holds_itself_is_an_error(rules: MakeRules) -> None:
    with pytest.raises(RuleError, match="innehåller sig själv"):
        rules("find: {phrases: [ord]}", cues='a: ["cue:b"]\nb: ["cue:a"]\n')


def test_lists_named_in_a_phrase_are_multiplied(rules: MakeRules) -> None:
    cues = "every: [alla, samtliga]\nstaff: [förare, målare]\nall_staff: ['{every} {staff}']"
    ruleset = rules("find: {phrases: ['cue:all_staff']}", cues=cues)
    assert ruleset.cues["all_staff"] == ("alla förare", "alla målare", "samtliga förare", "samtliga målare")


def test_unknown_list_in_a_phrase_is_an_error(rules: MakeRules) -> None:
    with pytest.raises(RuleError, match="finns inte"):
        rules("find: {phrases: ['cue:all_staff']}", cues="all_staff: ['alla {staff}']")


def test_under_another_law_a_rule_of_every_regime_has_its_lightest_level(rules: MakeRules) -> None:
    every = rules("find: {phrases: [ord]}", level="{A: error, B: warning, C: advice}").get("TST001")
    one = rules("find: {phrases: [ord]}", level="{A: error}").get("TST001")
    assert [every.level_in(r, every.find[0]) for r in ("A", "B", "LOV")] == ["error", "warning", "advice"]
    assert one.level_in("LOV", one.find[0]) is None


def test_same_id_twice_is_an_error(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack({}, {}))
    with pytest.raises(RuleError, match="TST001 finns redan"):
        load_rules([tmp_path], shipped=False)


def test_rule_of_another_family_is_an_error(tmp_path: Path, pack: Pack) -> None:
    _write(tmp_path, pack().replace("id: TST001", "id: ECO001"))
    with pytest.raises(RuleError, match="ECO001 does not belong to family TST"):
        load_rules([tmp_path], shipped=False)


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="finns inte") as caught:
        load_rules([tmp_path / "borta"])
    assert caught.value.code == "U205"


def test_words_of_yaml_1_1_stay_words(rules: MakeRules) -> None:
    found = rules("find:\n  requirement: {on: tenderer, phrases: [on, yes, 19:2]}")
    requirement = found.get("TST001").find[0].requirement
    assert requirement is not None
    assert requirement.phrases == ("on", "yes", "19:2")


def test_own_rule_replaces_shipped_rule(tmp_path: Path, pack: Pack) -> None:
    shipped = load_rules()
    own = pack().replace("TST", "ECO").replace("ECO001", "ECO003").replace("name: prov", "name: egen")
    _write(tmp_path, own)
    merged = load_rules([tmp_path])
    assert merged.get("ECO003").name == "egen"
    assert len(merged) == len(shipped)
    assert merged.get("ECO008").name == shipped.get("ECO008").name


def test_selection_knows_profiles_families_and_redirects(tmp_path: Path, pack: Pack) -> None:
    text = pack({"body": BODY + "\n    redirects: [TST009]\n    profile: granska\n    status: preview"})
    _write(tmp_path, text)
    found = load_rules([tmp_path], shipped=False)

    def ids(**selection: object) -> list[str]:
        return [r.id for r in found.selected(Selection(**selection))]  # type: ignore[arg-type]

    assert ids() == []
    assert ids(profile="granska") == ["TST001"]
    assert ids(select=("TST009",)) == ["TST001"]
    assert ids(select=("TST001",), ignore=("TST",)) == []
    assert found.get("tst009").id == "TST001"


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (Selection(select=("ECO999",)), "Menade ni ECO"),
        (Selection(ignore=("XYZ",)), "Det finns ingen regel eller familj XYZ"),
        (Selection(profile="streng"), "lag, standard, granska"),
        (Selection(parameters={"VOL001": {"procentil": 80}}), "Menade ni percentile"),
    ],
)
def test_wrong_selection_suggests(selection: Selection, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load_rules().check_selection(selection)


def test_schema_file_is_up_to_date() -> None:
    stored = (rules_dir() / "schema.json").read_text(encoding="utf-8")
    assert stored == schema_text(), "run python -m upplint.engine.schema_json"


def test_shipped_packs_hold_to_the_schema_file() -> None:
    import json

    import jsonschema

    from upplint.engine.yaml_nodes import read_yaml

    schema = json.loads(schema_text())
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(rules_dir().glob("*.yaml")):
        if path.name != "profiles.yaml":
            data = json.loads(json.dumps(read_yaml(path)[0], default=float))
            errors = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(data)]
            assert not errors, f"{path.name}: {errors[:3]}"


def test_loading_is_quick() -> None:
    load_rules()
    times = []
    for _ in range(3):
        started = time.process_time()
        found: RuleSet = load_rules()
        times.append(time.process_time() - started)
    # Some 300 ms for a catalogue of some 120 rules; generous, since machines differ.
    assert min(times) < 0.01 * max(len(found), 25) + 0.1


def test_rules_need_no_language_model() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from upplint.engine.loader import load_rules; load_rules().get('ECO003');"
        "assert not {'spacy', 'pypdfium2', 'pdfplumber', 'docx', 'openpyxl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_two_phrase_lists_of_one_folder_may_not_share_a_name(tmp_path: Path, pack: Callable[..., str]) -> None:
    (tmp_path / "test.yaml").write_text(pack(), encoding="utf-8")
    (tmp_path / "cues").mkdir()
    for name in ("a", "b"):
        (tmp_path / "cues" / f"{name}.yaml").write_text("same: [ord]\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules([tmp_path], shipped=False)
    assert error.value.code == "U203" and "same" in error.value.message


def test_a_cue_list_may_stand_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "a.yaml").write_text("egna: [ett ord]\n", encoding="utf-8")
    (tmp_path / "cues" / "b.yaml").write_text("egna: [ett annat]\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_rules([tmp_path])
    assert "egna" in error.value.message


def test_errors_of_the_schema_are_said_in_swedish(tmp_path: Path) -> None:
    path = tmp_path / "egna.yaml"
    path.write_text("- id: EGN001\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"egna\.yaml, rad 1: filen: ska vara nycklar med värden"):
        load_rules([tmp_path], shipped=False)
    path.write_text("family: EGN\nrules:\n- id: EGN001\n  name: 5\n  level: varning\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path], shipped=False)
    assert "rad 5: rules.0.level: skriv 'error', 'warning', 'advice' eller 'opportunity'" in caught.value.message
    assert "should" not in caught.value.message
