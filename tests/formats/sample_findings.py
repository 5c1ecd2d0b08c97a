"""Findings of the sample report, of every outcome."""

from __future__ import annotations

from auditor.model.findings import Confidence
from auditor.report.schema import Change, Evidence, Finding, FindingSubject, WaiverRef

from .sample_controls import CONTROLS
from .sample_files import evidence

_WAIVER = WaiverRef(reason="The gateway retries nothing.", owner="travel-platform", expires="2027-03-01")


def subject_of(
    subject: str,
    *pieces: Evidence,
    message: str = "",
    item: str = "",
    change: Change | None = "unchanged",
    waiver: WaiverRef | None = None,
) -> FindingSubject:
    return FindingSubject(
        id=subject, fingerprint="5f0c", message=message, item=item, evidence=pieces, baseline=change, waiver=waiver
    )


def _finding(
    control: str, message: str, *subjects: FindingSubject, cause: str = "", confidence: Confidence = Confidence.HIGH
) -> Finding:
    about = next(entry for entry in CONTROLS if entry.id == control)
    return Finding(
        control=control,
        area=about.area,
        outcome=about.outcome,
        title=about.failure_title,
        message=message,
        cause=cause,
        severity=about.severity,
        confidence=confidence,
        gate_level=about.gate_level,
        subjects=subjects,
    )


def findings() -> tuple[Finding, ...]:
    bookings = "specs/bookings.yaml"
    return (
        _finding(
            "unapproved-irreversible-action",
            "`bookings.cancelTrip`, `bookings.refundTrip` and `bookings.notifyTraveller` cannot be undone "
            "and run without approval.",
            subject_of(
                "bookings.cancelTrip",
                evidence(f"{bookings}:210:7", detail="DELETE, no undo named"),
                evidence("system.yaml:17:3", "declared", "the planner has no interrupt"),
            ),
            subject_of("bookings.refundTrip", evidence(f"{bookings}:219:7", detail="spends"), change="new"),
            subject_of("bookings.notifyTraveller", evidence(f"{bookings}:231:7", detail="sends"), change="new"),
            cause="bookings",
        ),
        _finding(
            "unbounded-agent",
            "`planner` has no limit of steps, cost or time.",
            subject_of("planner", evidence("system.yaml:17:3", "declared")),
            confidence=Confidence.MEDIUM,
        ),
        _finding(
            "contradicted-read-only",
            "`calendar.create_event` writes and is marked read-only.",
            subject_of(
                "calendar.create_event",
                evidence("evidence/calendar-tools.json:16:19", pointer="/tools/1/annotations"),
                change="new",
            ),
        ),
        _finding(
            "missing-tool-use-evidence",
            "Nobody has shown how `qwen3-max` uses tools: evidence/bfcl holds another version.",
            subject_of("qwen3-max", evidence("system.yaml:15:3", "declared")),
            confidence=Confidence.MEDIUM,
        ),
        _finding(
            "static-only-evidence",
            "Every result for `qwen3-max` is from fixed questions.",
            subject_of("qwen3-max", evidence("evidence/tau2/airline.json:1:1", "recorded")),
        ),
        _finding(
            "untyped-parameter",
            "`amount` of `bookings.refundTrip` has no type.",
            subject_of("bookings.refundTrip", evidence(f"{bookings}:224:58"), item="amount"),
            cause="bookings",
        ),
        _finding(
            "untyped-parameter",
            "Two parameters of `calendar` have no type.",
            subject_of(
                "calendar.create_event",
                evidence("evidence/calendar-tools.json:14:24"),
                item="when",
                message="`when` may be anything.",
            ),
            subject_of(
                "calendar.move_event",
                evidence("evidence/calendar-tools.json:14:24"),
                item="to",
                message="`to` may be anything.",
            ),
            cause="calendar",
        ),
        _finding(
            "missing-idempotency-key",
            "Eight writes of `bookings` may be done twice when they are repeated.",
            *(
                subject_of(f"bookings.{name}", evidence(f"{bookings}:{210 + 9 * (n % 2)}:7"), waiver=_WAIVER)
                for n, name in enumerate(
                    (
                        "cancelTrip",
                        "refundTrip",
                        "bookTrip",
                        "changeTrip",
                        "addGuest",
                        "holdSeat",
                        "payTrip",
                        "rateTrip",
                    )
                )
            ),
        ),
        _finding(
            "unstructured-result",
            "Three operations return text.",
            subject_of("bookings.refundTrip", evidence(f"{bookings}:228:17", detail="text/plain")),
            subject_of("bookings.printTicket", evidence("specs/bookings.yaml:402:17")),
            subject_of("bookings.exportTrips", evidence("specs/bookings.yaml:455:17")),
            cause="bookings",
        ),
        _finding(
            "unstructured-failure",
            "Nothing says what five operations return when they fail.",
            *(subject_of(f"bookings.operation{n}", evidence(f"{bookings}:{300 + n}:7")) for n in range(5)),
        ),
        _finding(
            "unverified-write",
            "Nothing shows that eight writes of `bookings` are verified.",
            *(subject_of(f"bookings.write{n}", evidence(f"{bookings}:{500 + n}:7")) for n in range(8)),
        ),
        _finding(
            "untraced-actions",
            "No trace was given: nobody has shown that actions are recorded.",
            subject_of("Travel desk", evidence("system.yaml:14:1", "assumed")),
            confidence=Confidence.LOW,
        ),
        _finding("single-point", "A person has to judge what the booking API stops.", subject_of("booking-api")),
        _finding(
            "exposed-secret",
            "`GDS_TOKEN` stands in a file.",
            subject_of("booking-api", evidence("deploy/compose.yaml:24:18"), change="new"),
        ),
        _finding(
            "unreadable-probe", "The control stopped with an error: expected a mapping.", subject_of("airline-gds")
        ),
    )
