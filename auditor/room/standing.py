"""The names of the places."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """What levels 1 and 2 need to be there, or to be kept free."""

    AGENT = "agent"
    LOGIC = "logic"
    """What a user reaches on a screen can be called."""
    MODEL_SEAM = "model_seam"
    TOOLS = "tools"
    """Where tools would be registered."""
    IDENTITY = "identity"
    APPROVAL = "approval"
    ACTION_LOG = "action_log"
    CONTRACT = "contract"
    """What describes the tools."""
    TOOL = "tool"
    """A tool that an agent reaches."""
    MODEL = "model"
    EVIDENCE = "evidence"
    """That the model can call tools."""
    AUTHENTICATION = "authentication"
