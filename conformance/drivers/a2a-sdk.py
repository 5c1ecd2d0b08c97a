"""Reads tool definitions as the skills of an A2A agent card.

python a2a-sdk.py --paths
python a2a-sdk.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path

from a2a.types import AgentCard
from google.protobuf.json_format import ParseDict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive

CARD = {
    "name": "probe",
    "description": "Probes.",
    "version": "1",
    "supportedInterfaces": [{"url": "http://127.0.0.1:9", "protocolBinding": "JSONRPC", "protocolVersion": "1.0"}],
    "capabilities": {},
    "defaultInputModes": ["text/plain"],
    "defaultOutputModes": ["text/plain"],
}
ANY = {"type": "object"}
"""What an agent that calls a skill knows of its arguments."""


def skills(tools: Tools) -> Tools:
    """Put what a skill can say of each definition into a card, and read the card."""
    said = [{key: tool[key] for key in ("name", "description") if key in tool} for tool in tools]
    listed = [{"id": f"skill-{number}", "tags": ["probe"], **skill} for number, skill in enumerate(said)]
    card = ParseDict({**CARD, "skills": listed}, AgentCard())
    return [{"name": skill.name, "description": skill.description, "schema": ANY} for skill in card.skills]


if __name__ == "__main__":
    drive({"a2a:skill": skills})
