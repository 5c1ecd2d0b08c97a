"""Secrets never leave an input."""

from __future__ import annotations

import pytest

from auditor.report.masking import MASK, mask, mask_lines


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
        ('"Authorization": "Bearer q8Zr-plain-words"', f'"Authorization": "Bearer {MASK}"'),
        ("authorization: Basic dXNlcjpwYXNz", f"authorization: Basic {MASK}"),
        ("curl -H 'X: Bearer 7f3a9c1e5b2d4f6a8c0e'", f"curl -H 'X: Bearer {MASK}'"),
        ('"args": ["srv.py", "--api-key", "q8Zr2"]', f'"args": ["srv.py", "--api-key", "{MASK}"]'),
        ("command: server --db-password hunter2 --port 80", f"command: server --db-password {MASK} --port 80"),
        ("command: server --token=hunter2", f"command: server --token={MASK}"),
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
        "Authorization: Bearer ${TOKEN}",
        "Send the header `Authorization: Bearer <token>`.",
        "A bearer token is needed, and it expires.",
        '"args": ["--token", "${TOKEN}"]',
        "run it with --api-key --verbose",
        "--author jane",
    ],
)
def test_what_is_no_secret_stays(line):
    assert mask(line) == line


def test_a_value_on_the_line_below_its_option_is_masked():
    lines = ['  "--api-key",', '  "q8Zr2",', '  "--port",', '  "8080"']
    assert mask_lines(lines) == ('  "--api-key",', f'  "{MASK}",', '  "--port",', '  "8080"')
    assert mask_lines(["- hunter2"], before="- --password") == (f"- {MASK}",)
