"""The file of questions: YAML for any report, with the same ids, each field empty, and no name that steers it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Document
from auditor.formats.format import format_for
from auditor.formats.questions import questions_file, quoted
from auditor.report.schema import Question
from auditor.report.schema_questions import AskedElsewhere, QuestionBlock, QuestionField
from tests.filled import fields_in, parsed, questions_in

from .sample_report import travel_desk

ANY = st.text(st.characters(blacklist_categories=()), max_size=60)
NAMES = st.one_of(
    ANY,
    st.sampled_from(
        [
            *("# no comment", "a: b", "- x", "{a", "*alias", "!!python/object:x", "null", "yes", "1e3", "---", "%YAML"),
            *("\u202ereversed", "two\nlines", "tab\there", "\x00", "\x85", "\u2028", "\ufeff", "'", '"', "\\", "=1+1"),
            *("😀", "x" * 9000),
        ]
    ),
)
NONE_OF_YAML = str.maketrans({**dict.fromkeys(range(55296, 57344), "�"), 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})
FIELDS = st.builds(
    QuestionField,
    attribute=st.sampled_from(["approval", "budget.tokens", "effects"]),
    kind=st.sampled_from(["choice", "flag"]),
    meaning=ANY,
    expected=ANY,
    guess=NAMES,
)
BLOCKS = st.builds(
    QuestionBlock,
    kind=st.just("tool"),
    subjects=st.lists(NAMES, min_size=1, max_size=9, unique=True).map(tuple),
    fields=st.lists(FIELDS, min_size=1, max_size=3, unique_by=lambda field: field.attribute).map(tuple),
)
QUESTIONS = st.builds(
    Question,
    control=NAMES,
    text=NAMES,
    because=NAMES,
    subjects=st.lists(NAMES, max_size=8).map(tuple),
    id=NAMES.filter(bool),
    group=NAMES,
    needs=st.sampled_from(["declared", "documented"]),
    manual=st.booleans(),
    blocks=st.lists(BLOCKS, max_size=3).map(tuple),
    elsewhere=st.lists(
        st.builds(AskedElsewhere, question=NAMES, attribute=NAMES, subjects=st.integers(1, 9)), max_size=2
    ).map(tuple),
)


def report_with(questions, name="Desk"):
    report = travel_desk()
    system = msgspec.structs.replace(report.system, name=name)
    return msgspec.structs.replace(report, questions=tuple(questions), system=system)


def as_kept(text):
    return text.translate(NONE_OF_YAML)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(QUESTIONS, max_size=4), NAMES)
def test_any_questions_make_yaml_with_the_same_ids_and_names(questions, name):
    content = questions_file(report_with(questions, name))
    ours = Document("x.questions.yaml", content).tree.value
    theirs = parsed(content)
    for sheet in (ours, theirs):
        found = list(questions_in(sheet))
        assert [entry["id"] for entry in found] == [as_kept(entry.id) for entry in questions]
        assert [entry["text"] for entry in found] == [" ".join(as_kept(entry.text).split()) for entry in questions]
        assert sheet["answers"]["system"] == as_kept(name)
        asked = [(subject, attribute) for _, _, subject, attribute in fields_in(sheet)]
        assert asked == [
            (as_kept(subject), field.attribute)
            for entry in questions
            for block in entry.blocks
            for subject in block.subjects
            for field in block.fields
        ]
        assert all(block[name] is None for block, _, _, name in fields_in(sheet))
        assert all(entry["note"] is None and entry["evidence"] is None for entry in found)


@given(NAMES)
def test_a_quoted_text_comes_back_as_it_was(text):
    assert Document("x.yaml", f"a: {quoted(text)}\n".encode()).tree.value == {"a": as_kept(text)}


@settings(max_examples=50, deadline=None)
@given(st.lists(QUESTIONS, max_size=2))
def test_nothing_in_the_file_steers_a_display(questions):
    text = questions_file(report_with(questions)).decode()
    assert not [char for char in text if char != "\n" and (char < " " or "\u202a" <= char <= "\u202e")]


def test_the_same_report_gives_the_same_bytes():
    report = travel_desk()
    assert questions_file(report) == questions_file(report)
    assert format_for("desk.questions.yaml").id == "questions"


def test_a_report_of_an_earlier_version_still_asks():
    report = report_with([Question(control="undescribed-tool", text="What do they do?", because="", subjects=("a.b",))])
    entry = next(questions_in(parsed(questions_file(report))))
    assert entry["id"] == "undescribed-tool"


def test_what_it_looks_like():
    field = QuestionField(
        attribute="approval",
        kind="choice",
        meaning="Who must agree before the tool runs.",
        choices=("none", "policy", "human"),
        expected="one of: none, policy, human",
        guess="none (assumed: nobody says)",
    )
    asked = Question(
        control="unapproved-irreversible-action",
        text="Which actions cannot be undone, and who approves them?",
        because="nobody states `approval` for `desk.cancel`",
        subjects=("desk.cancel",),
        id="unapproved-irreversible-action",
        group="Actions and safety",
        needs="documented",
        blocks=(QuestionBlock(kind="tool", subjects=("desk.cancel", "desk.POST /trips"), fields=(field,)),),
    )
    text = questions_file(report_with([asked])).decode()
    assert text[text.index("groups:") :].rstrip("\n").splitlines() == [
        "groups:",
        '  - group: "Actions and safety"',
        "    questions:",
        "",
        "      # 1",
        "      - id: unapproved-irreversible-action",
        '        text: "Which actions cannot be undone, and who approves them?"',
        '        because: "nobody states `approval` for `desk.cancel`"',
        "        # An answer alone does not settle this: it takes something documented. Name or send what shows it.",
        "        fields:",
        "          - of: desk.cancel",
        "            # Who must agree before the tool runs.",
        "            # Only supposed so far: none (assumed: nobody says)",
        "            approval:   # one of: none, policy, human",
        '          - of: "desk.POST /trips"',
        "            # Only supposed so far: none (assumed: nobody says)",
        "            approval:   # one of: none, policy, human",
        "        note:",
        "        evidence:",
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_few_questions_read_well(count):
    questions = [Question(control="a", text="What?", because="", subjects=())] * count
    first = questions_file(report_with(questions)).decode().splitlines()[0]
    assert first == f"# {count} question{'s' * (count != 1)} about Desk"
