"""Help is quick, and shows the audit before its commands."""

import subprocess
import sys

HEAVY = {"networkx", "weasyprint", "jinja2", "jsonschema_rs", "msgspec", "ruamel", "hypothesis", "auditor.pipeline"}


def imported_by(*arguments: str) -> set[str]:
    program = (
        "import sys; from auditor.cli import main; sys.argv = ['audit', *sys.argv[1:]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return {name for module in done.stderr.splitlines() for name in (module, module.partition(".")[0])}


def test_help_imports_nothing_heavy():
    assert not HEAVY & imported_by("--help")


def test_version_imports_nothing_heavy():
    assert not HEAVY & imported_by("--version")


def test_help_shows_the_audits_own_options_first(audit):
    text = audit("--help").stdout
    places = [text.index(part) for part in ("audit PATH… [OPTIONS]", "--output", "--fail-on", "Commands:", "explain")]
    assert places == sorted(places)
    assert text.count("--help") == 1


def test_an_audit_can_be_asked_for_by_name(audit):
    assert audit("run", "--help").stdout.startswith("Usage: audit run [OPTIONS] PATH…")


def test_without_arguments_it_says_what_to_do_next(audit):
    result = audit()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "audit system.yaml" in result.stderr
    assert "audit init" in result.stderr


def test_it_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "auditor", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("audit ")
