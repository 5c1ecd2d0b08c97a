"""Bad usage: one line that says what is wrong, exit status 2, nothing written."""

import pytest

from auditor.cli.run import FAIL_ON, FORMATS
from auditor.formats.format import all_formats
from auditor.report import failing

HINT = "`audit --help` shows the options.\n"


def test_fail_on_offers_what_the_pipeline_knows():
    assert set(FAIL_ON) == {value.value for value in failing.FailOn}


def test_help_names_the_formats_that_there_are():
    assert list(FORMATS) == [entry.id for entry in all_formats()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--quiet",), "audit: name a file or a folder to audit\n"),
        (("",), "audit: an empty path; name a file or a folder to audit\n"),
        (("contrls",), "audit: contrls does not exist; for the command, say `audit controls`\n"),
        (("system.yaml", "--bogus"), f"audit: no such option '--bogus'.\n{HINT}"),
        (("system.yaml", "--root", "nowhere"), "audit: --root nowhere is no folder\n"),
        (
            ("system.yaml", "-o", "system.yaml", "--format", "json"),
            "audit: system.yaml is what is audited; name another file for the report\n",
        ),
        (
            ("system.yaml", "-o", "-"),
            "audit: --output - needs a format; add --format, such as --format json\n",
        ),
        (
            ("system.yaml", "-o", "a.json", "-o", "b.html", "--format", "json"),
            "audit: --format with --output needs one of each; name several files by their suffixes instead\n",
        ),
        (
            ("system.yaml", "--fail-on", "regression"),
            "audit: --fail-on regression compares with an earlier report; name it with --baseline\n",
        ),
        (("render", "none.json"), "audit: none.json cannot be read: No such file or directory\n"),
    ],
)
def test_bad_usage(audit, here, arguments, said):
    before = sorted(here.iterdir())
    result = audit(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert sorted(here.iterdir()) == before


def test_an_unknown_suffix_names_the_formats(audit):
    result = audit("system.yaml", "-o", "report.docx")
    assert result.exit_code == 2
    assert "report.docx" in result.stderr
    assert "*.html" in result.stderr


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "1e9", "99999999999999999999"])
def test_a_bad_clock_is_bad_usage(audit, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = audit("system.yaml")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_control_characters_of_a_name_are_shown_not_obeyed(audit):
    result = audit("\x1b[31mred.yaml")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
