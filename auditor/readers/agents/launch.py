"""What a command line starts: the package that it downloads, and whether that is always the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.readers.deployment.images import exactness, parse_image

_NODE = frozenset(("npx", "bunx"))
_NODE_VERBS = {"pnpm": frozenset(("dlx",)), "yarn": frozenset(("dlx",)), "npm": frozenset(("exec", "x")), "bun": ("x",)}
_PYTHON = frozenset(("uvx", "pipx"))
_CONTAINERS = frozenset(("docker", "podman", "nerdctl"))
_WITH_VALUE = frozenset(
    (
        "-c", "--call", "-p", "--package", "--registry", "--cache", "--prefix", "-w", "--workspace", "--python",
        "--index", "--index-url", "--default-index", "--extra-index-url", "--with", "--with-editable",
        "--with-requirements", "--from", "--spec", "--directory", "--project", "--env-file",
    )
)  # fmt: skip
"""Options of package runners that the next word belongs to; those that name the package are looked at before."""
_CONTAINER_FLAGS = frozenset(
    (
        "-i", "-t", "-d", "-it", "-ti", "-dit", "-P", "--interactive", "--tty", "--detach", "--rm", "--init",
        "--privileged", "--read-only", "--publish-all", "--no-healthcheck", "--oom-kill-disable", "--quiet", "-q",
        "--sig-proxy", "--help",
    )
)  # fmt: skip
"""Options of `docker run` that stand alone; every other one has a value."""
_WITH_VALUE_IN_IT = re.compile(r"--[^=]+=|-[aceghlmpuvw]..")

_SEMVER = re.compile(r"v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?")
_PYTHON_VERSION = re.compile(r"\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)*")
_COMMIT = re.compile(r"[@#](?:semver:)?[0-9a-f]{40}(?:$|[#?&])")
_VARIABLE = re.compile(r"\$\{|\$[A-Za-z_]|\{\{|<[a-z]")
_LOCAL = re.compile(r"(\.{0,2}/|~|[A-Za-z]:[\\/]|file:|\.$)")
_LONGEST = 500
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a command starts that is not a part of the project."""

    package: str
    """Its name, without a version; for a container, the repository of the image."""
    version: str
    """The exact version, where there is one."""
    pinned: bool | None
    """Whether it is always the same; None where a variable, or somebody else's file, decides that."""
    certain: bool
    """Whether that is sure, or only the habit of whoever publishes it."""
    word: int
    """The place of the word that says so among the arguments."""
    because: str
    image: str = ""
    """For a container, the whole reference."""


def launched(command: str, arguments: Sequence[str]) -> Launch | None:
    """Return what a package runner or a container engine starts; None for a program that is there already."""
    words = [word[:_LONGEST] for word in arguments[:_MOST_WORDS]]
    program = _program(command)
    offset = 0
    if program == "cmd" and len(words) > 1 and words[0].lower() == "/c":
        program, offset = _program(words[1]), 2
    verb = words[offset] if len(words) > offset else ""
    if program == "uv" and words[offset : offset + 2] == ["tool", "run"]:
        return _python(words, offset + 2)
    if verb in _NODE_VERBS.get(program, ()) or (program == "pipx" and verb == "run"):
        offset += 1
    elif program in _CONTAINERS:
        return _container(words, offset + 1) if verb == "run" else None
    elif program not in _NODE | _PYTHON or program == "pipx":
        return None
    return _python(words, offset) if program in _PYTHON else _node(words, offset)


def _program(command: str) -> str:
    name = PurePosixPath(command.strip().replace("\\", "/")).name.lower()
    return re.sub(r"\.(cmd|exe|bat|ps1)$", "", name)


def _named(words: Sequence[str], offset: int, options: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the words that can name the package: the value of such an option, then the first word that is no option."""
    skip = False
    first: tuple[int, str] | None = None
    for number in range(offset, len(words)):
        word = words[number]
        if skip:
            skip = False
            continue
        name, equals, value = word.partition("=")
        if name in options:
            if equals:
                yield number, value
            elif number + 1 < len(words):
                yield number + 1, words[number + 1]
            skip = not equals
        elif word.startswith("-"):
            skip = word in _WITH_VALUE
        else:
            first = number, word
            break
    if first is not None:
        yield first


def _node(words: Sequence[str], offset: int) -> Launch | None:
    for number, word in _named(words, offset, ("-p", "--package")):
        if _LOCAL.match(word):
            return None
        if "/" in word and (":" in word or not word.startswith("@")):
            return _from_repository(word, number)
        name, at, version = word[1:].partition("@")
        return _released(word[:1] + name, version if at else "", number, _SEMVER)
    return None


def _python(words: Sequence[str], offset: int) -> Launch | None:
    for number, word in _named(words, offset, ("--from", "--spec")):
        if "://" in word or word.startswith("git+"):
            return _from_repository(word, number)
        if _LOCAL.match(word) or word.endswith((".whl", ".py")):
            return None
        name, operator, version = _split_requirement(word)
        return _released(
            name, version if operator in ("==", "@", "===") else operator + version, number, _PYTHON_VERSION
        )
    return None


def _split_requirement(word: str) -> tuple[str, str, str]:
    found = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(===|==|~=|!=|>=|<=|>|<|@)?\s*(.*)", word)
    return (found[1], found[2] or "", found[3]) if found else (word, "", "")


def _released(name: str, version: str, number: int, exact: re.Pattern[str]) -> Launch:
    if _VARIABLE.search(version) or _VARIABLE.search(name):
        return Launch(
            package=name, version="", pinned=None, certain=True, word=number, because="a variable names what is started"
        )
    pinned = bool(exact.fullmatch(version))
    because = "an exact version" if pinned else f"`{version}` is no exact version" if version else "no version"
    shown = version if pinned else ""
    return Launch(package=name, version=shown, pinned=pinned, certain=True, word=number, because=because)


def _from_repository(word: str, number: int) -> Launch:
    pinned = bool(_COMMIT.search(word))
    because = "a commit" if pinned else "a repository without a commit"
    name = re.sub(r"^git\+", "", word).partition("#")[0]
    return Launch(package=name, version="", pinned=pinned, certain=True, word=number, because=because)


def _container(words: Sequence[str], offset: int) -> Launch | None:
    skip = False
    for number in range(offset, len(words)):
        word = words[number]
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word not in _CONTAINER_FLAGS and not _WITH_VALUE_IN_IT.match(word)
        else:
            found = exactness(word)
            image = parse_image(word)
            pinned, certain = found if found is not None else (None, True)
            because = (
                "a digest" if image.digest else f"the tag `{image.tag}`" if image.tag else "an image without a tag"
            )
            version = (image.tag or "") if pinned else ""
            return Launch(
                package=image.repository,
                version=version,
                pinned=pinned,
                certain=certain,
                word=number,
                because=because,
                image=word,
            )
    return None
