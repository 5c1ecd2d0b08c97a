"""`--assume`: what a user may write, what it says to what cannot be, and that it stays beside the audit."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.cli.assume import assumption_reader
from auditor.errors import UsageError
from auditor.model.kinds import EntityKind, RelationKind
from auditor.whatif import Added, Related, Stated, written
from tests.tiny import system

SYSTEM = system(
    ("helper", EntityKind.AGENT),
    ("boss", EntityKind.PERSON),
    ("bookings", EntityKind.INTERFACE),
    ("bookings.cancel", EntityKind.TOOL),
    ("bookings.cancel.now", EntityKind.TOOL),
    ("bookings.POST /a,b=c", EntityKind.TOOL),
)

DESCRIPTION = """\
system: {name: Desk, stage: design, intent: act}
agents:
  helper: {tools: [bookings]}
interfaces:
  bookings: {openapi: openapi.yaml}
tools:
  bookings.cancelTrip: {effects: [delete], approval: none, reversible: false}
people:
  boss: {role: Head of travel, approves: []}
gateways: {}
"""


def read(*texts):
    return tuple(assumption_reader(texts)(SYSTEM))


@pytest.mark.parametrize(
    ("text", "assumption"),
    [
        ("bookings.cancel.approval=human", Stated(subject="bookings.cancel", attribute="approval", value="human")),
        (
            "tool:bookings.cancel.now.reversible=TRUE",
            Stated(subject="bookings.cancel.now", attribute="reversible", value=True),
        ),
        ("helper.max_steps = 20", Stated(subject="helper", attribute="max_steps", value=20)),
        ("helper.budget.usd=0.5", Stated(subject="helper", attribute="budget.usd", value=0.5)),
        (
            "helper.reserves=tools, identity",
            Stated(subject="helper", attribute="reserves", value=("tools", "identity")),
        ),
        (
            "bookings.POST /a,b=c.approval=policy",
            Stated(subject="bookings.POST /a,b=c", attribute="approval", value="policy"),
        ),
        (
            "person:boss.approves=bookings.cancel",
            Related(source="boss", kind=RelationKind.APPROVES, target="bookings.cancel"),
        ),
        ("agent:second", Added(id="second", kind=EntityKind.AGENT, name="second")),
    ],
)
def test_an_assumption_is_read_as_it_is_meant(text, assumption):
    assert read(text) == (assumption,)


def test_one_may_build_on_another():
    added, related = read("telemetry:traces", "helper.logs_to=traces")
    assert isinstance(added, Added)
    assert related == Related(source="helper", kind=RelationKind.LOGS_TO, target="traces")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bookings.cancel.aproval=human", "did you mean `approval`?"),
        ("bookings.cancel.approval=humna", "did you mean `human`?"),
        ("bookigs.approval=human", "did you mean `bookings`?"),
        ("agent:bookings.cancel.approval=human", "is of kind `tool`"),
        ("bookings.cancel.approval", "has no value"),
        ("bookings.cancel.parameters=a", "list of records"),
        ("bookings.implements=other", "one entity of two"),
        ("helper.max_steps=many", "expected a whole number"),
        ("helper.budget.usd=nan", "expected a number"),
        ("boss.approves=helper", "nothing of the kind"),
        ("boss.approves=nobody", "nothing is called `nobody`"),
        ("", "--assume takes"),
        ("=", "nothing here is called"),
    ],
)
def test_what_cannot_be_assumed_says_why_and_what_was_meant(text, said):
    with pytest.raises(UsageError, match="--assume") as caught:
        read(text)
    assert said in str(caught.value)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=60),
        st.builds(
            lambda kind, name, rest: f"{kind}{name}{rest}",
            st.sampled_from(["", "tool:", "agent:", "nope:", ":"]),
            st.sampled_from(sorted(SYSTEM.entities)),
            st.one_of(
                st.text(max_size=40),
                st.builds(
                    lambda name, value: f".{name}={value}",
                    st.sampled_from(["approval", "max_steps", "budget.usd", "reserves", "approves", "tools", "stop"]),
                    st.text(max_size=40),
                ),
            ),
        ),
    )
)
def test_hostile_texts_are_read_or_refused(text):
    try:
        found = read(text)
    except UsageError as error:
        assert str(error).isprintable()
    else:
        assert all(written(assumption) for assumption in found)


@pytest.fixture
def desk(here):
    (here / "system.yaml").write_text(DESCRIPTION)
    return here


def real(report):
    mine = ("what_if", "assumed", "report_id")
    method = {key: value for key, value in report["method"].items() if key != "command"}
    return {key: value for key, value in report.items() if key not in mine} | {"method": method}


def test_the_audit_stays_what_it_is_and_the_what_if_stands_beside_it(audit, desk):
    plain = audit("system.yaml", "-o", "plain.json")
    asked = audit(
        "system.yaml", "-o", "asked.json", "-o", "asked.html", "--assume", "tool:bookings.cancelTrip.approval=human"
    )
    before, after = (json.loads((desk / name).read_text()) for name in ("plain.json", "asked.json"))
    assert plain.exit_code == asked.exit_code == 1
    assert real(before) == real(after)
    assert "what_if" not in before
    assert after["assumed"] == ["bookings.cancelTrip.approval=human"]
    closed = {(pair["control"], pair["subject"]) for pair in after["what_if"]["closes"]}
    assert ("unapproved-irreversible-action", "bookings.cancelTrip") in closed
    now, then = after["what_if"]["before"], after["what_if"]["after"]
    assert now["failing_high"] - then["failing_high"] >= 1
    page = (desk / "asked.html").read_text()
    assert page.index("nothing shows it") < page.index('id="parts"')
    assert "Assumed: bookings.cancelTrip.approval=human" in asked.stdout
    assert "nothing shows it" in asked.stdout
    assert "If so: closes" in asked.stdout


def test_what_changes_nothing_says_so(audit, desk):
    result = audit("system.yaml", "--format", "terminal", "--assume", "bookings.cancelTrip.approval=none")
    assert "If so:" in result.stdout
    assert "closes" not in result.stdout.split("If so:")[1].split("Areas")[0]


def test_a_wrong_assumption_ends_with_2_and_writes_nothing(audit, desk):
    result = audit("system.yaml", "-o", "out.json", "--assume", "tool:bookings.cancelTrip.aproval=human")
    assert result.exit_code == 2
    assert "did you mean `approval`?" in result.stderr
    assert not (desk / "out.json").exists()


def test_names_from_the_command_line_are_escaped_in_the_page(audit, desk):
    hostile = "person:<script>alert(1)</script>"
    audit("system.yaml", "-o", "out.html", "--quiet", "--assume", hostile)
    page = (desk / "out.html").read_text()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
