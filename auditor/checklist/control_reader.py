"""Reads one control from its mapping."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from auditor.checklist.compiler import Compiler, SharedKey
from auditor.checklist.condition import Condition
from auditor.checklist.control import Area, Case, Control, Gate, Reference, Remediation
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.shape import Shape
from auditor.checklist.terms import Terms
from auditor.documents import Pointer, Value
from auditor.model.findings import Effort, Outcome, Severity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.architecture.system_words import one_of

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEVELS = (1, 2, 3, 4)
_WANTED_CASES = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN)
_EVIDENCE = {level.word: level for level in EvidenceLevel if level >= EvidenceLevel.DECLARED}


class ControlReader:
    """Reads the controls of one file."""

    def __init__(
        self,
        mistakes: Mistakes,
        area: Area,
        checks: Collection[str] | None,
        shared: dict[SharedKey, Condition] | None = None,
    ) -> None:
        """Take the names of the Python checks that there are; None accepts any name."""
        self._mistakes = mistakes
        self._compiler = Compiler(mistakes, shared)
        self._area = area
        self._checks = checks

    def read(self, value: Value, pointer: Pointer) -> Control | None:
        """Return a control, or None with mistakes noted."""
        before = len(self._mistakes.problems)
        shape = Shape(self._mistakes, value, pointer, "a control")
        if not shape.is_mapping:
            return None
        identifier = self._id(shape)
        severity = shape.choice("severity", Severity)
        kinds, for_each = self._for_each(shape)
        terms = Terms(kinds=kinds or None)
        control = Control(
            id=identifier,
            area=self._area,
            title=shape.text("title", required=True),
            failure_title=shape.text("failure_title", required=True),
            severity=severity or Severity.LOW,
            gate=self._gate(shape),
            needs=self._level(shape, "needs"),
            rationale=shape.text("rationale", required=True),
            kinds=kinds,
            for_each=for_each,
            require=self._condition(shape, "require", terms),
            unless=self._condition(shape, "unless", terms),
            check=shape.text("check") or None,
            manual=shape.flag("manual"),
            question=shape.text("question"),
            remediation=self._remediation(shape, terms),
            references=self._references(shape),
            tags=shape.texts("tags"),
            cases=self._cases(shape),
            location=self._mistakes.at(pointer),
        )
        control = replace(control, parameters=self._parameters(shape, control))
        self._decides_once(shape, control)
        shape.finish()
        return control if len(self._mistakes.problems) == before else None

    def _id(self, shape: Shape) -> str:
        identifier = shape.text("id", required=True)
        if identifier and not KEBAB.fullmatch(identifier):
            self._mistakes.add(
                shape.at("id"), f"`{identifier}` is not a kebab-case id such as `unapproved-irreversible-action`"
            )
        return identifier

    def _for_each(self, shape: Shape) -> tuple[frozenset[EntityKind], Condition | None]:
        value = shape.get("for_each")
        pointer = shape.at("for_each")
        if value is None and shape.value.get("manual") is True and "for_each" not in shape.value:
            return frozenset({EntityKind.SYSTEM}), None
        if not isinstance(value, dict) or "kind" not in value:
            self._mistakes.add(
                pointer if "for_each" in shape.value else shape.pointer,
                "a control needs `for_each` with the `kind` of its subjects, such as `{kind: tool}`",
            )
            return frozenset(), None
        kinds = self._compiler.kinds(value["kind"], (*pointer, "kind"))
        rest = {key: item for key, item in value.items() if key != "kind"}
        terms = Terms(kinds=kinds or None)
        return kinds, self._compiler.scope(rest, pointer, terms) if rest else None

    def _condition(self, shape: Shape, key: str, terms: Terms) -> Condition | None:
        value = shape.get(key)
        return self._compiler.condition(value, shape.at(key), terms) if key in shape.value else None

    def _gate(self, shape: Shape) -> Gate | None:
        value = shape.get("gate")
        if "gate" not in shape.value:
            return None
        gate = Shape(self._mistakes, value, shape.at("gate"), "a gate")
        level, share = gate.get("level"), gate.get("share")
        if level not in LEVELS or isinstance(level, bool):
            self._mistakes.add(gate.at("level"), "`level` takes the readiness level 1, 2, 3 or 4")
        gate.finish()
        found = share_of(share) if "share" in gate.value else 1.0
        if found is None:
            self._mistakes.add(gate.at("share"), "`share` takes a number above 0, up to 1")
        return Gate(level=level if isinstance(level, int) else 1, share=found or 1.0)

    def _level(self, shape: Shape, key: str) -> EvidenceLevel:
        word = shape.get(key)
        level = _EVIDENCE.get(word) if isinstance(word, str) else None
        if key in shape.value and level is None:
            self._mistakes.unknown(shape.at(key), "evidence level", str(word), _EVIDENCE, key=False)
        return level or EvidenceLevel.DECLARED

    def _parameters(self, shape: Shape, control: Control) -> dict[str, Value]:
        value = shape.get("with")
        if "with" not in shape.value:
            return {}
        if control.check is None or not isinstance(value, dict):
            self._mistakes.add(shape.at("with"), "`with` takes a mapping of what the `check` is given", key=True)
            return {}
        return value

    def _decides_once(self, shape: Shape, control: Control) -> None:
        deciding = [key for key in ("require", "check", "manual") if key in shape.value]
        if len(deciding) != 1:
            self._mistakes.add(shape.pointer, "a control needs one of `require`, `check` and `manual: true`")
        if control.manual and not control.question:
            shape.missing("question")
        if control.check is not None and self._checks is not None and control.check not in self._checks:
            self._mistakes.unknown(shape.at("check"), "check", control.check, self._checks, key=False)
        if control.manual or not deciding:
            return
        absent = [wanted.value for wanted in _WANTED_CASES if all(c.expect is not wanted for c in control.cases)]
        if absent:
            self._mistakes.add(
                shape.at("cases") if "cases" in shape.value else shape.pointer,
                f"a control needs cases that pass, fail and are unknown; there is none for {one_of(absent)}",
            )

    def _remediation(self, shape: Shape, terms: Terms) -> Remediation:
        value = shape.get("remediation")
        if "remediation" not in shape.value:
            shape.missing("remediation")
            return Remediation(summary="", steps=(), effort=Effort.MEDIUM)
        inner = Shape(self._mistakes, value, shape.at("remediation"), "a remediation")
        effort = inner.choice("effort", Effort)
        self._condition(inner, "assume", terms)
        found = Remediation(
            summary=inner.text("summary", required=True), steps=inner.texts("steps"), effort=effort or Effort.MEDIUM
        )
        inner.finish()
        return found

    def _references(self, shape: Shape) -> tuple[Reference, ...]:
        found = []
        for pointer, value in shape.items("references"):
            inner = Shape(self._mistakes, value, pointer, "a reference")
            found.append(Reference(title=inner.text("title", required=True), url=inner.text("url")))
            inner.finish()
        return tuple(found)

    def _cases(self, shape: Shape) -> tuple[Case, ...]:
        found = []
        for pointer, value in shape.items("cases"):
            inner = Shape(self._mistakes, value, pointer, "a case")
            expect = inner.choice("expect", Outcome)
            system = inner.get("system")
            level = self._level(inner, "level")
            inner.finish()
            if not isinstance(system, dict):
                self._mistakes.add(pointer, "a case needs `system`: a tiny system in the form of system.yaml")
            elif expect is not None:
                case = Case(
                    expect=expect,
                    system=system,
                    level=level,
                    document=self._mistakes.document,
                    tree=self._mistakes.tree,
                    pointer=(*pointer, "system"),
                )
                found.append(case)
        return tuple(found)


def share_of(value: Value) -> float | None:
    """Return a share above 0, up to 1, or None where the value is none."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1
    return float(value) if fits and isinstance(value, int | float) else None
