"""Takes answers into a linked description, as declared claims beside all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.answers.sheet import AnswerSheet
from auditor.model.claims import Claim
from auditor.model.description import Description
from auditor.model.kinds import EvidenceLevel


def answered(linked: Description, sheets: Sequence[AnswerSheet]) -> Description:
    """Return a linked description with the answers in it.

    A file that is named as proof is cited for a person to judge. It does not raise the level: whoever answers must not
    be able to make a contract of his own word.
    """
    claims = [
        Claim(
            subject=answer.subject,
            attribute=answer.attribute,
            value=answer.value,
            level=EvidenceLevel.DECLARED,
            location=answer.location,
            detail=sheet.signed,
            cited=answer.evidence,
        )
        for sheet in sheets
        for answer in sheet.answers
    ]
    return replace(linked, claims=[*linked.claims, *claims]) if claims else linked
