"""Secrets never leave an input."""

from __future__ import annotations

import pytest

from auditor.report.masking import MASK, mask


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("      DB_PASSWORD: changeme", f"      DB_PASSWORD: {MASK}"),
        ('  "apiKey": "abc123def",', f'  "apiKey": "{MASK}",'),
        ("export SECRET_TOKEN='s3cr3t'", f"export SECRET_TOKEN='{MASK}'"),
        ("url: postgres://app:hunter2@db:5432/trips", f"url: postgres://app:{MASK}@db:5432/trips"),
        ("Authorization: Bearer eyJhbGciOi.eyJzdWIiOiI.c2ln", f"Authorization: Bearer {MASK}"),
        ("key = AKIAIOSFODNN7EXAMPLE", f"key = {MASK}"),
        ("- OPENAI=sk-proj-0123456789abcdefXYZ", f"- OPENAI={MASK}"),
        ("      - POSTGRES_PASSWORD=changeme", f"      - POSTGRES_PASSWORD={MASK}"),
    ],
)
def test_what_looks_like_a_secret_is_masked(line, expected):
    assert mask(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "      DB_PASSWORD: ${DB_PASSWORD}",
        "          password: {type: string}",
        '  "token": {"type": "string"},',
        "        api_key: null",
        "budget: {tokens: 60000, usd: 0.5}",
        "description: Returns the password policy.",
        "image: ghcr.io/acme/api:1.4.2",
    ],
)
def test_what_is_no_secret_stays(line):
    assert mask(line) == line
