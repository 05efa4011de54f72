"""Settings: the closest file, options in front, errors that help."""

from __future__ import annotations

from pathlib import Path

import pytest

from upplint.config import load_settings, show_settings
from upplint.errors import ConfigError


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
    assert "profile = 'granska'  (option)" in shown
    assert f"lang = 'en'  ({path})" in shown
    assert "ignore = ()  (default)" in shown


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
        ("profile = \n", "U244", "TOML"),
        ('[levels]\nECO003 = "viktig"\n', "U246", "warning"),
    ],
)
def test_errors_say_what_to_do(tmp_path: Path, text: str, code: str, words: str) -> None:
    write(tmp_path / "upplint.toml", text)
    with pytest.raises(ConfigError) as error:
        load_settings([tmp_path], {})
    assert error.value.code == code
    assert words in error.value.message
