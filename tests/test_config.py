"""Settings: the closest file, options in front, errors that help."""

from __future__ import annotations

import importlib.util
import json
import tomllib
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from upplint.config import PathRules, load_settings, show_settings
from upplint.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings([tmp_path], {}, isolated=True)
    assert (settings.profile, settings.fail_on, settings.lang) == ("standard", "warning", "sv")


def test_the_closest_file_counts_alone(tmp_path: Path) -> None:
    write(tmp_path / "upplint.toml", 'profile = "granska"\nignore = ["LAN"]\n')
    write(tmp_path / "a" / "upplint.toml", 'profile = "lag"\n')
    settings = load_settings([tmp_path / "a"], {})
    assert settings.profile == "lag"
    assert settings.ignore == ()


def test_a_file_with_facts_only_does_not_hide_the_settings_above(tmp_path: Path) -> None:
    write(tmp_path / "upplint.toml", 'profile = "lag"\n')
    write(tmp_path / "a" / "upplint.toml", "[facts]\nlots = 0\n")
    assert load_settings([tmp_path / "a"], {}).profile == "lag"


def test_pyproject_table(tmp_path: Path) -> None:
    write(
        tmp_path / "pyproject.toml", '[tool.upplint]\nfail-on = "error"\n[tool.upplint.parameters.REF001]\nmost = 4\n'
    )
    settings = load_settings([tmp_path], {})
    assert settings.fail_on == "error"
    assert settings.parameters == {"REF001": {"most": 4}}


def test_options_win_and_origins_are_shown(tmp_path: Path) -> None:
    path = write(tmp_path / "upplint.toml", 'profile = "lag"\nlang = "en"\n')
    settings = load_settings([tmp_path], {"profile": "granska", "lang": None, "select": ()})
    assert (settings.profile, settings.lang) == ("granska", "en")
    shown = show_settings(settings)
    assert 'profile = "granska"  # val i kommandot' in shown
    assert f'lang = "en"  # {path}' in shown
    assert "ignore = []  # förval" in shown


def test_isolated_reads_no_file(tmp_path: Path) -> None:
    write(tmp_path / "upplint.toml", 'profile = "lag"\n')
    assert load_settings([tmp_path], {}, isolated=True).profile == "standard"


def test_paths_are_seen_from_the_file(tmp_path: Path) -> None:
    write(tmp_path / "upplint.toml", 'rules = ["egna"]\nbaseline = "b.json"\n')
    settings = load_settings([tmp_path / "sub"], {})
    assert settings.rules == (tmp_path / "egna",)
    assert settings.baseline == tmp_path / "b.json"


def test_rules_for_some_paths(tmp_path: Path) -> None:
    write(tmp_path / "upplint.toml", '[[per_path]]\npath = "*avtal*"\nignore = ["LAN", "CON001"]\n')
    settings = load_settings([tmp_path], {})
    assert settings.left_out("mapp/03-avtal.docx", "LAN001")
    assert settings.left_out("mapp/03-avtal.docx", "CON001")
    assert not settings.left_out("mapp/03-avtal.docx", "CON002")
    assert not settings.left_out("mapp/krav.docx", "LAN001")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('profil = "lag"\n', "U245", "profile"),
        ('profile = "sträng"\n', "U246", "granska"),
        ("processes = 0\n", "U246", "heltal"),
        ("select = 3\n", "U246", "lista"),
        ("profile = \n", "U244", "Kontrollera rad 1"),
        ('[levels]\nECO003 = "viktig"\n', "U246", "warning"),
        ('[[per_path]]\npath = "*"\nignroe = ["LAN"]\n', "U246", "ignore i stället för ignroe"),
        ('[[per_path]]\npath = "*"\n', "U246", "också ignore"),
        ('[[approved]]\nrule = "ECO003"\n', "U246", "också reason"),
        ('[[approved]]\nrule = "ECO003"\nreason = "x"\nsida = 3\n', "U246", "section"),
    ],
)
def test_errors_say_what_to_do(tmp_path: Path, text: str, code: str, words: str) -> None:
    write(tmp_path / "upplint.toml", text)
    with pytest.raises(ConfigError) as error:
        load_settings([tmp_path], {})
    assert error.value.code == code
    assert words in error.value.message


FULL = """
profile = "lag"
select = ["ECO", "REF001"]
ignore = ["LAN"]
lang = "en"
fail_on = "never"
rules = ["egna regler"]
processes = 2
baseline = "känt å.json"
[parameters.REF001]
many = 4
[levels]
ECO003 = "error"
[[per_path]]
path = "*avtal*.docx"
ignore = ["LAN001"]
[[approved]]
rule = ["ECO003", "ECO004"]
reason = "prövat \\"noga\\""
file = "krav å.docx"
section = "3.2"
"""


def test_shown_settings_are_a_file_with_the_same_settings(tmp_path: Path) -> None:
    write(tmp_path / "a" / "upplint.toml", FULL)
    settings = load_settings([tmp_path / "a"], {})
    write(tmp_path / "b" / "upplint.toml", show_settings(settings))
    again = load_settings([tmp_path / "b"], {})
    assert show_settings(again).replace("/b/", "/a/") == show_settings(settings)
    assert again.per_path == settings.per_path
    assert again.approved == settings.approved
    assert again.parameters == settings.parameters


def tool() -> ModuleType:
    path = ROOT / "tools/settings_schema.py"
    spec = importlib.util.spec_from_file_location("settings_schema", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schema() -> Any:
    return json.loads((ROOT / "upplint/settings.schema.json").read_text(encoding="utf-8"))


def test_schema_is_up_to_date() -> None:
    assert (ROOT / "upplint/settings.schema.json").read_text(encoding="utf-8") == tool().schema_text(), (
        "run: python tools/settings_schema.py"
    )
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("text", [FULL, "", 'fail-on = "error"\n', '[facts]\nlots = 0\ncpv = ["90911200-8"]\n'])
def test_schema_knows_what_can_be_used(tmp_path: Path, text: str) -> None:
    write(tmp_path / "upplint.toml", text)
    load_settings([tmp_path], {})
    Draft202012Validator(schema()).validate(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        'profil = "lag"',
        "processes = 0",
        "select = 3",
        '[levels]\nECO003 = "viktig"',
        '[[per_path]]\npath = "*"',
        '[[approved]]\nrule = "ECO003"\nreason = " "',
        "[facts]\nvarde = 3",
    ],
)
def test_schema_refuses_what_cannot_be_used(text: str) -> None:
    assert not Draft202012Validator(schema()).is_valid(tomllib.loads(text))


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "upplint.toml").write_bytes('profile = "lag"\n'.encode("utf-8-sig"))
    assert load_settings([tmp_path], {}).profile == "lag"


@pytest.mark.parametrize(
    ("file", "pattern", "meant"),
    [
        ("krav [1].docx", "krav [1].docx", True),
        ("mapp/krav.docx", "krav.docx", True),
        ("/home/eva/mapp/bilagor/krav.docx", "bilagor/*.docx", True),
        ("krav.docx", "./krav.docx", True),
        ("bilagor\\krav.docx", "bilagor/krav.docx", True),
        (unicodedata.normalize("NFD", "städning på Åsö.docx"), "städ*Åsö.docx", True),
        ("minbilagor/krav.docx", "bilagor/*.docx", False),
        ("krav.docx", "avtal.docx", False),
    ],
)
def test_names_and_patterns_of_documents(file: str, pattern: str, meant: bool) -> None:
    assert PathRules(pattern, ()).holds_for(file) is meant
