"""A result counts for the model that it measured, and for no other."""

from __future__ import annotations

from auditor.linking import link
from auditor.model.facts import Known, Unknown
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel as L
from auditor.model.runs import Measured, UnreadEvidence
from auditor.model.system import System
from tests.benchmarks.runs import counts, part, run, stated
from tests.tiny import at, claim, describe

CONFIGURED = claim("m", "version", "acme-large-2026-01-05")


def linked(*measured, claims=(CONFIGURED,), unread=()):
    description = describe(("m", K.MODEL), claims=claims)
    description.measured += measured
    description.unread_evidence += unread
    return System(link(description))


def named(made):
    return Measured(run=made, model="m", cited=at(3))


def fields(system, model="m"):
    fact = system.fact(model, "evaluations")
    assert isinstance(fact, Known)
    return [record.fields for record in fact.value]


def test_a_result_of_the_configured_model_is_recorded():
    system = linked(named(run("tau2-bench", part("airline", (3, 4), (4, 4)))))
    (one,) = fields(system)
    assert system.fact("m", "evaluations").level is L.RECORDED
    assert (one["benchmark"], one["part"], one["score"], one["all_trials"]) == ("tau2-bench", "airline", 0.875, 0.5)
    assert (one["model_match"], one["dynamic"], one["own_task"]) == ("exact", True, False)
    assert system.fact("m", "foreign_evaluations").value == ()


def test_a_result_of_another_snapshot_is_told_and_does_not_count():
    system = linked(named(run("tau2-bench", part("airline", (1, 1)), model="acme-large-2026-03-01")))
    assert fields(system) == []
    (other,) = system.fact("m", "foreign_evaluations").value
    assert other.fields["near"] is True
    assert "2026-03-01" in other.fields["what"]


def test_a_result_that_names_no_model_is_only_declared():
    system = linked(named(run("tau2-bench", part("airline", (1, 1)), model="")))
    assert system.fact("m", "evaluations").level is L.DECLARED
    assert fields(system)[0]["model_match"] == "unstated"
    assert isinstance(system.fact("m", "foreign_evaluations"), Unknown)


def test_a_published_table_of_many_models_is_nothing_to_object_to():
    ours = run("bfcl", stated("live_simple", 0.8), version="V4", published=True)
    others = [run("bfcl", stated("live_simple", 0.7), version="V4", published=True, model=f"zen-{n}") for n in range(3)]
    system = linked(*map(named, (ours, *others)))
    assert len(fields(system)) == 1
    assert system.fact("m", "foreign_evaluations").value == ()


def test_a_published_table_without_the_model_is_of_others():
    system = linked(named(run("bfcl", stated("live_simple", 0.8), version="V4", published=True, model="zen-1")))
    assert fields(system) == []
    assert [record.name for record in system.fact("m", "foreign_evaluations").value] == ["zen-1"]


def test_a_file_that_cannot_be_read_leaves_everything_unknown():
    system = linked(unread=(UnreadEvidence(model="m", why="it ends early", cited=at(2)),))
    assert fields(system) == [{}]
    assert system.fact("m", "evaluations").level is L.DECLARED


def test_results_found_by_themselves_go_to_the_model_they_name():
    system = linked(Measured(run=run("tau2-bench", part("airline", (1, 1)))))
    assert len(fields(system)) == 1
    assert system.of_kind(K.MODEL)[0].id == "m"
    assert len(system.of_kind(K.MODEL)) == 1


def test_results_of_a_model_that_nothing_describes_describe_it():
    system = linked(Measured(run=run("mmlu", counts("", 70, 100), model="zen/zen-2")), claims=())
    (other,) = [model for model in system.of_kind(K.MODEL) if model.id != "m"]
    assert other.name == "zen/zen-2"
    assert fields(system, other.id)[0]["score"] == 0.7
    assert isinstance(system.fact("m", "evaluations"), Unknown)


def test_own_benchmarks_are_own_tasks():
    own = claim("system", "own_benchmarks", ("trip_tasks",))
    made = run("trip_tasks", part("", (1, 1)))
    assert fields(linked(named(made), claims=(CONFIGURED, own)))[0]["own_task"] is True
    assert "own_task" not in fields(linked(named(made)))[0]


def test_a_model_that_plays_its_own_user_is_told():
    def played_by(user):
        made = run("tau2-bench", part("airline", (1, 1)), user_simulator=user)
        return fields(linked(named(made)))[0].get("self_simulated")

    assert played_by("acme/acme-large-2026-01-05") is True
    assert played_by("gpt-4.1-2025-04-14") is False
    assert played_by("") is None


def test_an_overall_score_needs_every_category():
    made = run("bfcl", counts("multi_turn_base", 100, 200), counts("live_simple", 200, 258), version="V4")
    first, second = fields(linked(named(made)))
    assert "overall" not in first
    assert "memory_kv" in first["overall_missing"]
    assert 0 < first["dynamic_share"] < 1
    assert "overall_missing" not in second


def test_linking_twice_changes_nothing():
    description = describe(("m", K.MODEL), claims=(CONFIGURED,))
    description.measured.append(named(run("tau2-bench", part("airline", (1, 1)))))
    first, second = System(link(description)), System(link(description))
    assert fields(first) == fields(second)
