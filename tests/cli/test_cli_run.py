"""What an audit writes, prints and exits with."""

import json
import os
import subprocess
import sys

import pytest

AUDIT = (sys.executable, "-m", "auditor")


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name not in ("system.yaml", "openapi.yaml"))


@pytest.mark.slow
def test_by_default_it_writes_three_files_named_after_the_system(audit, here):
    result = audit("system.yaml")
    assert result.exit_code == 1
    assert "Travel desk" in result.stdout
    assert names(here)[0] == "travel-desk.audit.html"
    assert {"travel-desk.audit.html", "travel-desk.audit.json"} <= set(names(here))
    assert all(path.stat().st_size for path in here.iterdir())


def test_named_files_get_the_format_of_their_suffix(audit, here):
    audit("system.yaml", "-o", "a.json", "-o", "b.html", "--quiet")
    assert names(here) == ["a.json", "b.html"]
    assert json.loads((here / "a.json").read_text())["system"]["name"] == "Travel desk"
    assert (here / "b.html").read_text().lower().startswith("<!doctype html>")


def test_one_format_goes_to_standard_output_and_nothing_else_does(audit, here):
    result = audit("system.yaml", "--format", "json")
    assert json.loads(result.stdout)["created_at"].startswith("2026-11-22")
    assert names(here) == []


def test_a_file_can_have_another_suffix_than_its_format(audit, here):
    audit("system.yaml", "-o", "report.txt", "--format", "json", "--quiet")
    assert json.loads((here / "report.txt").read_text())


def test_several_formats_are_files(audit, here):
    audit("system.yaml", "--format", "json", "--format", "html", "--quiet")
    assert names(here) == ["travel-desk.audit.html", "travel-desk.audit.json"]


def test_quiet_prints_nothing(audit):
    result = audit("system.yaml", "-o", "a.json", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("system.yaml",), 1),
        (("system.yaml", "--fail-on", "never"), 0),
        (("system.yaml", "--target", "0"), 0),
        (("openapi.yaml",), 1),
        (("openapi.yaml", "--fail-on", "never"), 0),
    ],
)
def test_the_exit_status_tells_what_was_found(audit, arguments, status):
    assert audit(*arguments, "-o", "a.json", "--quiet").exit_code == status


def test_the_format_never_changes_the_exit_status(audit):
    assert {audit("system.yaml", "--format", name).exit_code for name in ("json", "html")} == {1}


def test_a_baseline_tells_what_got_worse(audit, here):
    audit("system.yaml", "-o", "last.json", "--quiet")
    same = ("system.yaml", "--baseline", "last.json", "--fail-on", "regression", "--quiet", "-o")
    assert audit(*same, "a.json").exit_code == 0
    (here / "system.yaml").write_text((here / "system.yaml").read_text() + "interfaces: {b: {openapi: openapi.yaml}}\n")
    assert audit(*same, "b.json").exit_code == 1


def test_bad_input_is_said_at_its_place_and_nothing_is_written(audit, here):
    (here / "system.yaml").write_text("system:\n  name: Travel desk\n  onwer: me\nagentz: {}\nmodels: {}\n")
    result = audit("system.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert lines[0].startswith("system.yaml:3:3: ")
    assert "owner" in lines[0]
    assert lines[1].startswith("system.yaml:4:1: ")
    assert names(here) == []


def test_an_output_that_cannot_be_written_stops_no_other(audit, here):
    result = audit("system.yaml", "-o", "nowhere/a.json", "-o", "b.json", "--quiet")
    assert result.exit_code == 2
    assert result.stderr.startswith("audit: nowhere/a.json: cannot be written")
    assert names(here) == ["b.json"]


class TestWithoutPango:
    """A PDF that cannot be made is said once; HTML and JSON are written."""

    @pytest.fixture(autouse=True)
    def _without(self, monkeypatch):
        from auditor.formats import pdf
        from auditor.formats.format import Format, all_formats

        def unavailable(report):
            raise pdf.PdfUnavailable("no PDF: Pango is missing; run: apt-get install pango")

        without = Format(id="pdf", suffix=".pdf", title="PDF", write=unavailable)
        formats = tuple(without if entry.id == "pdf" else entry for entry in all_formats())
        monkeypatch.setattr("auditor.formats.format.all_formats", lambda: formats)

    def test_by_default_that_is_no_failure(self, audit, here):
        result = audit("system.yaml", "--fail-on", "never")
        assert (result.exit_code, result.stderr) == (
            0,
            "audit: no PDF: Pango is missing; run: apt-get install pango\n",
        )
        assert names(here) == ["travel-desk.audit.html", "travel-desk.audit.json"]

    def test_where_it_was_asked_for_it_is(self, audit, here):
        assert audit("system.yaml", "--fail-on", "never", "-o", "a.pdf", "-o", "a.json").exit_code == 2
        assert names(here) == ["a.json"]


class TestProcess:
    """What only a process of its own shows."""

    def test_a_reader_that_goes_away_is_no_error(self, here):
        with subprocess.Popen(
            [*AUDIT, "schema", "report"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here
        ) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141

    def test_a_terminal_that_lacks_characters_gets_their_escapes(self, here):
        environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
        done = subprocess.run([*AUDIT, "--help"], capture_output=True, cwd=here, env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"audit PATH\\u2026" in done.stdout

    def test_an_interruption_leaves_no_traceback(self, here):
        program = (
            "import sys, auditor.cli.app as app, auditor.pipeline as pipeline\n"
            "def interrupted(request): raise KeyboardInterrupt\n"
            "pipeline.run = interrupted\n"
            "sys.argv = ['audit', 'system.yaml']\n"
            "app.app(prog_name='audit')"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=here, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
