"""Formats for CI: valid by their own rules, and saying what and where."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from upplint.engine.model import Report
from upplint.reports.formats import FORMATS
from upplint.reports.github import render_github
from upplint.reports.gitlab import render_gitlab
from upplint.reports.json import render_json
from upplint.reports.junit import render_junit
from upplint.reports.markdown import render_markdown
from upplint.reports.rdjson import render_rdjson
from upplint.reports.sarif import render_sarif
from upplint.reports.text import render_text

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
OWN = json.loads((HERE.parents[1] / "upplint/reports/schemas/report-1.schema.json").read_text(encoding="utf-8"))


def test_every_format_renders_every_report_twice_the_same(any_report: Report) -> None:
    for kind in FORMATS.values():
        render = kind.renderer()
        assert render(any_report) == render(any_report), kind.name


def test_sarif_follows_its_schema(any_report: Report) -> None:
    Draft7Validator(SARIF).validate(json.loads(render_sarif(any_report)))


def test_json_follows_its_schema(any_report: Report) -> None:
    Draft202012Validator(OWN).validate(json.loads(render_json(any_report)))


def test_sarif_says_what_where_and_why(many: Report) -> None:
    run = json.loads(render_sarif(many))["runs"][0]
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert result["ruleId"] == rule["id"] == "ECO003"
    assert "Godta andra handlingar." in rule["help"]["text"]
    location = result["locations"][0]
    assert (
        location["physicalLocation"]["artifactLocation"]["uri"] == "mapp%20%C3%A5/krav%20%26%20%C3%B6nskem%C3%A5l.docx"
    )
    assert location["physicalLocation"]["region"]["snippet"]["text"] == "lägst riskklass 3"
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "3.1"
    assert not run["invocations"][0]["executionSuccessful"]
    assert any("bilaga.pdf" in n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"])


def test_junit_has_a_passing_case_when_clean(clean: Report) -> None:
    suite = ET.fromstring(render_junit(clean)).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")


def test_junit_fails_a_case_for_each_finding(many: Report) -> None:
    root = ET.fromstring(render_junit(many))
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.get("failures") == "5"
    assert root.get("errors") == "1"


def test_github_escapes_what_would_end_a_property(many: Report) -> None:
    lines = render_github(many).splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("::error file=mapp å/krav & önskemål.docx,title=ECO003 En rubrik med åäö::")
    assert "100 %25" in lines[0]
    assert lines[2].startswith("::notice")


def test_gitlab_fingerprints_are_unique(many: Report) -> None:
    issues = json.loads(render_gitlab(many))
    assert len({i["fingerprint"] for i in issues}) == len(issues) == 5
    assert issues[0]["severity"] == "critical"


def test_rdjson_names_the_place(one: Report) -> None:
    (diagnostic,) = json.loads(render_rdjson(one))["diagnostics"]
    assert diagnostic["message"].startswith("avsnitt 3.1: ")
    assert diagnostic["code"]["value"] == "ECO003"


def test_markdown_shows_text_as_it_stands(one: Report) -> None:
    text = render_markdown(one)
    assert "**lägst riskklass 3**" in text
    assert r"\<stabil\>" in text


def test_text_of_nothing_and_of_clean(empty: Report, clean: Report) -> None:
    assert "Det fanns inga dokument att granska." in render_text(empty)
    assert "Inget att anmärka." in render_text(clean)


def test_text_tells_reasons_once_a_rule(many: Report) -> None:
    text = render_text(many)
    assert text.count("Varför:") == 3  # ECO003, REF001, OPP001; LAN advice is summed up
    assert "LAN001 En rubrik med åäö: 1" in text
    assert "trasig.docx" in text
    assert "sida 3" in text


def test_text_says_once_that_the_regime_is_open(many: Report) -> None:
    note = "Det framgår inte vilka regler som gäller. Vid direktivstyrd upphandling: 14 kap. 1 § LOU."
    open_ = replace(many, findings=tuple(replace(f, law_note=note) for f in many.findings))
    text = " ".join(render_text(open_).split())
    assert text.count("Det framgår inte vilka regler som gäller.") == 1
    assert text.count("Lag: ") == text.count("Vid direktivstyrd upphandling: 14 kap. 1 § LOU.") == 3


def test_text_counts_places_that_read_alike_and_those_left_out(one: Report) -> None:
    (finding,) = one.findings
    others = [replace(finding.place, section=f"4.{n}") for n in range(10)]
    text = " ".join(render_text(replace(one, findings=(replace(finding, also=(*others[:1] * 3, *others)),))).split())
    assert "avsnitt 4.0 (”lägst riskklass 3”) 4 gånger; avsnitt 4.1" in text
    assert "avsnitt 4.7 (”lägst riskklass 3”); och 2 till" in text


@pytest.mark.parametrize("width", range(40, 60))
def test_text_keeps_a_sum_on_one_line(one: Report, width: int) -> None:
    (finding,) = one.findings
    said = "Värdet är\u00a018\u00a0000\u00a0000\u00a0kronor. " * 5
    lines = render_text(replace(one, findings=(replace(finding, message=said),)), width=width).splitlines()
    assert sum(line.count("är\u00a018\u00a0000\u00a0000\u00a0kronor") for line in lines) == 5
    assert max(map(len, lines)) <= width


def test_text_shows_no_words_where_a_finding_has_none(one: Report) -> None:
    (finding,) = one.findings
    blank = replace(finding, place=replace(finding.place, excerpt="", sentence=""))
    assert "«»" not in render_text(replace(one, findings=(blank,)))


@pytest.mark.parametrize("width", [40, 50, 80])
def test_text_keeps_to_the_width(many: Report, width: int) -> None:
    lines = render_text(many, width=width).splitlines()
    assert all(len(line) <= width for line in lines)
    assert not any(a == b == "" for a, b in pairwise(lines))


def test_colour_only_when_asked_for(one: Report) -> None:
    assert "\x1b[" not in render_text(one)
    assert "\x1b[" in render_text(one, color=True)
