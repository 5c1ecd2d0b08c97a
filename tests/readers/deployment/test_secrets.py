"""Which settings hold a secret as a literal; none of the values leaves the file."""

import pytest

from auditor.readers.deployment.secrets import is_inline_secret, secret_flags


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTGRES_PASSWORD", "postgres"),
        ("POSTGRES_PASSWORD", 1234),
        ("PGPASSWORD", "x"),
        ("openai-api-key", "sk-1"),
        ("NEXTAUTH_SECRET", "${NEXTAUTH_SECRET:-mysecret}"),
        ("SALT", "${SALT-mysalt}"),
        ("REDIS_AUTH", "${A:-${B:-x}}"),
        ("ENCRYPTION_KEY", "0" * 64),
        ("DATABASE_URL", "postgres://user:password@db:5432/x"),
        ("DATABASE_URL", "${DATABASE_URL:-postgres://user:password@db/x}"),
        ("ANY", "redis://:hunter2@${HOST}:6379"),
        ("DB_PASS", "$$ecret"),
    ],
)
def test_literals(name, value):
    assert is_inline_secret(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTGRES_PASSWORD", "${POSTGRES_PASSWORD}"),
        ("POSTGRES_PASSWORD", "${POSTGRES_PASSWORD:?set it}"),
        ("POSTGRES_PASSWORD", "$POSTGRES_PASSWORD"),
        ("POSTGRES_PASSWORD", "${POSTGRES_PASSWORD:-}"),
        ("POSTGRES_PASSWORD", "prefix-${X}"),
        ("POSTGRES_PASSWORD", None),
        ("POSTGRES_PASSWORD", ""),
        ("POSTGRES_PASSWORD_FILE", "/run/secrets/db"),
        ("DATABASE_PASSWORD", "/run/secrets/db"),
        ("TLS_PRIVATE_KEY", "./certs/tls.key"),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", "1"),
        ("ALLOW_TOKEN", True),
        ("PUBLIC_API_KEY", "pk-1"),
        ("MAX_TOKENS", "100"),
        ("JWT_TOKEN_EXPIRY_IN_MINUTES", "60"),
        ("AWS_ACCESS_KEY_ID", "AKIA"),
        ("DATABASE_URL", "postgres://user:${PASSWORD}@db/x"),
        ("IMAGE_URL", "https://example.com:8080/@latest"),
        ("MODE", "production"),
    ],
)
def test_no_literals(name, value):
    assert not is_inline_secret(name, value)


def test_options_of_commands():
    assert secret_flags("redis-server --requirepass ${REDIS_AUTH:-mysecret} --port 6379") == ("--requirepass",)
    assert secret_flags("app --api-key=${KEY} --token /run/secrets/t --user admin") == ()


def test_names_and_places_are_claimed_and_values_are_not(read):
    description = read("""\
        services:
          web:
            image: a/b:1.2.3
            build: {args: {NPM_TOKEN: hunter2}}
            command: [serve, --password, hunter2]
            environment:
              - MODE=x
              - API_KEY=hunter2
        """)
    found = {c.value: str(c.location) for c in description.claims if c.attribute == "inline_secrets"}
    assert found == {
        ("NPM_TOKEN",): "compose.yaml:4",
        ("--password",): "compose.yaml:5",
        ("API_KEY",): "compose.yaml:8",
    }
    assert all("hunter2" not in f"{c.value}{c.detail}" for c in description.claims)
