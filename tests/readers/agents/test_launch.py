"""What a command line starts, and whether it is always the same."""

import pytest

from auditor.readers.agents.launch import launched

DIGEST = "sha256:" + "0" * 64
COMMIT = "a" * 40


@pytest.mark.parametrize(
    ("line", "package", "version", "pinned"),
    [
        ("npx -y @acme/shop-mcp@2.1.0 --port 1", "@acme/shop-mcp", "2.1.0", True),
        ("npx shop-mcp@2.1.0", "shop-mcp", "2.1.0", True),
        ("npx -y @acme/shop-mcp", "@acme/shop-mcp", "", False),
        ("npx shop-mcp@latest", "shop-mcp", "", False),
        ("npx shop-mcp@^2.1.0", "shop-mcp", "", False),
        ("npx shop-mcp@2", "shop-mcp", "", False),
        ("npx --yes --package=shop-mcp@2.1.0 run-it", "shop-mcp", "2.1.0", True),
        ("npx -p shop-mcp@2.1.0 run-it", "shop-mcp", "2.1.0", True),
        ("npx --registry https://r.example shop-mcp@2.1.0", "shop-mcp", "2.1.0", True),
        ("npx shop-mcp@${VERSION}", "shop-mcp", "", None),
        (f"npx -y github:acme/shop#{COMMIT}", "github:acme/shop", "", True),
        ("npx -y github:acme/shop#main", "github:acme/shop", "", False),
        ("C:\\node\\npx.cmd shop-mcp@2.1.0", "shop-mcp", "2.1.0", True),
        ("cmd /c npx -y shop-mcp", "shop-mcp", "", False),
        ("bunx shop-mcp@2.1.0", "shop-mcp", "2.1.0", True),
        ("pnpm dlx shop-mcp", "shop-mcp", "", False),
        ("uvx mcp-server-fetch==2025.4.7", "mcp-server-fetch", "2025.4.7", True),
        ("uvx mcp-server-fetch@2025.4.7", "mcp-server-fetch", "2025.4.7", True),
        ("uvx mcp-server-fetch[extra]==1.0", "mcp-server-fetch", "1.0", True),
        ("uvx mcp-server-fetch", "mcp-server-fetch", "", False),
        ("uvx mcp-server-fetch>=1", "mcp-server-fetch", "", False),
        ("uvx --from shop-mcp==1.2 shop", "shop-mcp", "1.2", True),
        (f"uvx --from git+https://g.example/s@{COMMIT} shop", f"https://g.example/s@{COMMIT}", "", True),
        ("uvx --from git+https://g.example/s shop", "https://g.example/s", "", False),
        ("uv tool run shop-mcp==1.2", "shop-mcp", "1.2", True),
        ("pipx run shop-mcp", "shop-mcp", "", False),
        (f"docker run -i --rm -e TOKEN -v /a:/b acme/shop@{DIGEST}", "acme/shop", "", True),
        ("docker run -i --rm acme/shop", "acme/shop", "", False),
        ("docker run -i --rm acme/shop:latest", "acme/shop", "", False),
        ("docker run --mount=type=bind,src=/a,dst=/b -eX=1 acme/shop:1.2.3 --flag", "acme/shop", "1.2.3", True),
        ("docker run ${IMAGE}", "", "", None),
    ],
)
def test_what_is_started(line, package, version, pinned):
    command, *arguments = line.split()
    found = launched(command, arguments)
    assert found is not None
    assert (found.package, found.version, found.pinned) == (package, version, pinned)


@pytest.mark.parametrize(
    "line",
    [
        "node dist/server.js",
        "python -m shop",
        "uv run --directory . shop",
        "uv",
        "npx ./local",
        "npx",
        "npx -y",
        "uvx ./shop",
        "docker compose up",
        "docker exec -i shop x",
        "docker run -i",
        "pipx list",
        "cmd /c dir",
        "",
    ],
)
def test_what_is_there_already(line):
    command, *arguments = line.split() or [""]
    assert launched(command, arguments) is None


def test_a_tag_of_two_numbers_is_a_habit():
    found = launched("docker", ["run", "acme/shop:1.2"])
    assert found is not None
    assert (found.pinned, found.certain) == (False, False)
