"""Attributes that tell how the parts of a system that reach one another are kept apart."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.values import choice
from auditor.model.vocabulary.attribute import Attribute, kinds

ATTRIBUTES = (
    Attribute(
        name="message_authentication",
        type=choice("none", "shared_key", "in_process", "token", "mtls", "signature"),
        kinds=kinds(K.AGENT),
        meaning="How it knows who hands it work: not at all, by a key that all share, within one process that nobody "
        "else can write to, or by a token, a client certificate or a signature of the sender.",
    ),
)
