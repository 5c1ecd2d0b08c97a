"""`--answers`: what a file of answers may say, what is refused and where, and what the report tells of it."""

import json

import pytest

SYSTEM = """\
system: {name: Desk, intent: act}
agents: {helper: {tools: [desk.cancel]}}
tools:
  desk.cancel: {effects: [delete]}
  desk.get: {effects: [read]}
people: {}
gateways: {}
"""
HEAD = """\
answers: {version: 1, system: Desk, by: Ann Lee, role: security officer, date: 2026-11-20}
groups:
  - group: Actions
    questions:
"""
ONE = """\
      - id: unapproved-irreversible-action
        fields:
          - of: desk.cancel
            approval: none
            reversible: false
"""


@pytest.fixture
def desk(here):
    (here / "system.yaml").write_text(SYSTEM)
    return here


@pytest.fixture
def answered(audit, desk):
    def run(text, *more):
        (desk / "a.yaml").write_text(text)
        return audit("system.yaml", "--answers", "a.yaml", "-o", "out.json", "--quiet", *more)

    return run


def report(folder):
    return json.loads((folder / "out.json").read_text())


def test_the_way_out_and_back(audit, desk):
    out = audit("system.yaml", "-o", "desk.questions.yaml", "--quiet")
    assert out.exit_code == 1
    text = (desk / "desk.questions.yaml").read_text()
    filled = text.replace("  by:", "  by: Ann Lee").replace("  date:", "  date: 2026-11-20")
    at = filled.index("            approval:")
    filled = filled[:at] + filled[at:].replace("approval:", "approval: none", 1)
    at = filled.index("            reversible:")
    filled = filled[:at] + filled[at:].replace("reversible:", "reversible: false", 1)
    (desk / "desk.questions.yaml").write_text(filled)
    back = audit("system.yaml", "--answers", "desk.questions.yaml", "-o", "out.json", "-o", "out.html", "--quiet")
    assert back.exit_code == 1, back.stderr
    found = report(desk)["answers"]
    assert found["sheets"][0]["by"] == "Ann Lee"
    told = {(c["control"], c["subject"]): (c["before"], c["after"]) for c in found["changes"]}
    assert told["unapproved-irreversible-action", "desk.cancel"] == ("unknown", "fail")
    page = (desk / "out.html").read_text()
    assert "Ann Lee filled in 2 fields on 20 Nov 2026, in desk.questions.yaml." in page


def test_the_report_says_who_answered_what_and_when(answered, desk):
    assert answered(HEAD + ONE + "        note: Ask <b>again</b> in May.\n").exit_code == 1
    found = report(desk)
    sheet = found["answers"]["sheets"][0]
    assert (sheet["by"], sheet["role"], sheet["date"]) == ("Ann Lee", "security officer", "2026-11-20")
    assert [(a["subject"], a["attribute"], a["value"], a["place"]) for a in sheet["answers"]] == [
        ("desk.cancel", "approval", "none", "a.yaml:8"),
        ("desk.cancel", "reversible", "no", "a.yaml:9"),
    ]
    assert sheet["remarks"][0]["text"] == "Ask <b>again</b> in May."
    entry = next(entry for entry in found["inputs"] if entry["path"] == "a.yaml")
    assert (entry["format"], entry["state"], len(entry["sha256"])) == ("questions", "read", 64)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (ONE.replace("unapproved-irre", "unaproved-irre"), "5:13", "did you mean `unapproved-irreversible-action`?"),
        (ONE.replace("desk.cancel", "desk.cancle"), "7:17", "`desk.cancle` is nothing in this system; did you mean"),
        (ONE.replace("approval", "aproval"), "8:13", "no attribute of a tool; did you mean `approval`?"),
        (ONE.replace("none", "nobody"), "8:23", "`approval` cannot be `nobody`; expected `none`, `policy` or `human`"),
        (ONE.replace("false", "perhaps"), "9:25", "`reversible` cannot be `perhaps`; expected true or false"),
        (ONE.replace("reversible: false", "verified_by: desk.gett"), "9:26", "no tool of this system; did you mean"),
        (ONE.replace("reversible: false", "parameters: [a]"), "9:13", "is a list of records"),
        (ONE.replace("reversible: false", "undo: 3"), "9:19", "put it in quotes"),
        (ONE.replace("desk.cancel", "system").replace("approval: none", "stage: design"), "8:13", "asked by"),
        (ONE.replace("of: desk.cancel", "of: []"), "7:17", "expected the name of what the answer is about"),
        (ONE + "        because: x\n        evidence: ../x.md\n", "11:19", "x.md"),
        (ONE + "        evidence: a.yaml\n", "10:19", "cannot prove itself"),
        (ONE + "        note: 3\n", "10:15", "`note` cannot be `3`"),
        (ONE + "        reply: yes\n", "10:9", "unknown key `reply`"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_writes_nothing(answered, desk, text, place, said):
    result = answered(HEAD + text)
    assert result.exit_code == 2
    assert f"a.yaml:{place}: " in result.stderr, result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (desk / "out.json").exists()


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("by: Ann Lee, ", "", "1:10", "`by` is empty, and something is answered"),
        ("date: 2026-11-20", "date: ", "1:70", "`date` is empty, and something is answered"),
        ("2026-11-20", "2099-01-01", "1:70", "in the future"),
        ("2026-11-20", "20261120", "1:70", "expected a date such as `2027-03-01`"),
        ("2026-11-20", "20 November", "1:70", "expected a date such as `2027-03-01`"),
        ("version: 1", "version: 2", "1:20", "expected version 1"),
        ("by: Ann Lee", "by: [Ann]", "1:41", "expected text"),
    ],
)
def test_the_head_is_asked_for_once_anything_is_answered(answered, old, new, place, said):
    result = answered(HEAD.replace(old, new) + ONE)
    assert result.exit_code == 2
    assert said in result.stderr
    line = next(line for line in result.stderr.splitlines() if said in line)
    assert line.startswith(("audit: a.yaml:1:", "a.yaml:1:")), line


def test_every_mistake_is_told_at_once(answered):
    result = answered(HEAD + ONE.replace("none", "nobody").replace("false", "perhaps"))
    assert result.stderr.count("a.yaml:") == 2


def test_nothing_filled_in_needs_no_name(answered, desk):
    empty = HEAD.replace("Ann Lee", "").replace("2026-11-20", "")
    assert answered(empty + ONE.replace("none", "").replace("false", "''")).exit_code == 1
    assert report(desk)["answers"]["changes"] == []


@pytest.mark.parametrize("text", ["", "[]", "a: 1", "answers: 3", "answers: {version: 1}\ngroups: 3", "a: [", "\x00"])
def test_what_is_no_file_of_answers_is_refused(answered, text):
    result = answered(text)
    assert result.exit_code == 2
    assert "a.yaml:" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_refused(audit, desk):
    result = audit("system.yaml", "--answers", "gone.yaml", "-o", "out.json", "--quiet")
    assert result.exit_code == 2
    assert "gone.yaml" in result.stderr


def test_proof_is_kept_and_passes_nothing_by_itself(answered, desk):
    (desk / "proof.md").write_text("# Approvals\nA person approves.\n")
    text = ONE.replace("none", "human") + "        evidence: proof.md:2\n"
    assert answered(HEAD + text).exit_code == 1
    found = report(desk)
    assert found["answers"]["sheets"][0]["answers"][0]["evidence"] == "proof.md:2"
    entry = next(entry for entry in found["inputs"] if entry["path"] == "proof.md")
    assert entry["why"] == "named as proof of an answer, for a person to judge"
    control = next(c for c in found["controls"] if c["id"] == "unapproved-irreversible-action")
    assert control["outcome"] == "unknown"
    assert "unapproved-irreversible-action" in found["answers"]["still_open"]


def test_proof_that_is_not_there_is_said(answered, desk):
    assert answered(HEAD + ONE + "        evidence: gone.pdf\n").exit_code == 1
    assert any("gone.pdf" in warning and "stands without it" in warning for warning in report(desk)["warnings"])


def test_answers_about_another_system_are_said(answered, desk):
    answered(HEAD.replace("system: Desk", "system: Shop") + ONE)
    assert any("about `Shop`" in warning for warning in report(desk)["warnings"])


def test_a_file_from_elsewhere_is_named_without_its_folder(audit, desk, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("mail") / "a.yaml"
    elsewhere.write_text(HEAD + ONE)
    assert audit("system.yaml", "--answers", str(elsewhere), "-o", "out.json", "--quiet").exit_code == 1
    assert str(elsewhere.parent) not in (desk / "out.json").read_text()
    assert report(desk)["answers"]["sheets"][0]["path"] == "a.yaml"
    (desk / "a.yaml").write_text(HEAD + ONE)
    twice = audit("system.yaml", "--answers", "a.yaml", "--answers", str(elsewhere), "-o", "out.json", "--quiet")
    assert twice.exit_code == 2
    assert "two files are called a.yaml" in twice.stderr


def test_two_people_may_contradict_each_other(audit, desk):
    (desk / "a.yaml").write_text(HEAD + ONE)
    (desk / "b.yaml").write_text((HEAD + ONE).replace("Ann Lee", "Bo").replace("none", "human"))
    audit("system.yaml", "--answers", "a.yaml", "--answers", "b.yaml", "-o", "out.json", "--quiet")
    found = report(desk)
    assert [(c["subject"], c["attribute"]) for c in found["contradictions"]] == [("desk.cancel", "approval")]
    assert [sheet["by"] for sheet in found["answers"]["sheets"]] == ["Ann Lee", "Bo"]


def test_hostile_answers_are_escaped_in_the_page(answered, desk):
    hostile = "'<script>alert(1)</script>\u202e'"
    head = HEAD.replace("Ann Lee", hostile)
    answered(head + ONE + f"        note: {hostile}\n", "-o", "out.html")
    page = (desk / "out.html").read_text()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


def test_the_file_of_answers_is_not_overwritten(audit, desk):
    (desk / "a.questions.yaml").write_text(HEAD + ONE)
    result = audit("system.yaml", "--answers", "a.questions.yaml", "-o", "a.questions.yaml")
    assert result.exit_code == 2
    assert (desk / "a.questions.yaml").read_text() == HEAD + ONE
