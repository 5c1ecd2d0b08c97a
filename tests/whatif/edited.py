"""A copy of a sample whose system.yaml says what was assumed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from auditor.model.vocabulary import SECTIONS
from auditor.whatif import Stated, WhatIf

_SECTION = {kind: section for section, kind in SECTIONS.items()}


def edited(sample: Path, into: Path, engine: WhatIf, assumptions: Iterable[Stated]) -> Path:
    """Return the system.yaml of a copy in which each assumption is declared, with a file beside it as evidence."""
    folder = into / sample.name
    shutil.copytree(sample, folder)
    (folder / "signed.md").write_text("# Signed\n")
    yaml = YAML()
    path = folder / "system.yaml"
    described: Any = yaml.load(path.read_text())
    for assumption in assumptions:
        section = described.setdefault(_SECTION[engine.system.entities[assumption.subject].kind], {})
        entry = section.setdefault(assumption.subject, {})
        value = list(assumption.value) if isinstance(assumption.value, tuple) else assumption.value
        entry[assumption.attribute] = {"value": value, "evidence": "signed.md"}
    with path.open("w") as file:
        yaml.dump(described, file)
    return path
