"""JUnit XML: one suite a document, one failed case a finding, a passing case where there is none."""

from __future__ import annotations

from upplint.engine.model import Report
from upplint.reports.labels import WORDS
from upplint.reports.places import by_document, full_message, where


def render_junit(report: Report) -> bytes:
    """The report as JUnit XML."""
    from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

    xml = JUnitXml("upplint")
    for file, findings in by_document(report):
        suite = TestSuite(file)
        for finding in findings:
            place = where(finding.place, report.language)
            case = TestCase(f"{finding.rule} {finding.title} ({place})" if place else f"{finding.rule} {finding.title}")
            case.classname = file
            failure = Failure(finding.message, finding.level.value)
            quoted = f"”{finding.place.sentence}”\n" if finding.place.sentence else ""
            failure.text = quoted + full_message(finding, report.language)
            case.result = [failure]
            suite.add_testcase(case)
        if not findings:
            case = TestCase(WORDS[report.language]["nothing"].rstrip("."))
            case.classname = file
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    if report.errors:
        suite = TestSuite(WORDS[report.language]["errors"])
        for problem in report.errors:
            case = TestCase(problem.code)
            case.result = [Error(problem.message, problem.code)]
            suite.add_testcase(case)
        xml.add_testsuite(suite)
    xml.update_statistics()
    content: bytes = xml.tostring()
    return content
