"""Linking: what several artifacts say about one thing comes together under one entity."""

from __future__ import annotations

from dataclasses import replace

from auditor.linking.actions import link_actions
from auditor.linking.channels import drop_unused_channels
from auditor.linking.deployments import follow_deployments
from auditor.linking.evaluations import link_evaluations
from auditor.linking.members import cap_unread, expand_interfaces
from auditor.linking.merging import drop_loose_ends, merged
from auditor.linking.projects import give_projects_to_agents
from auditor.linking.unlisted import settle_unlisted
from auditor.linking.workflows import take_in_workflows
from auditor.model.description import Description

__all__ = ["link"]


def link(description: Description) -> Description:
    """Return a description in which each id is one entity, and each relation leads from one entity to another.

    An action that two contracts describe, such as an MCP tool over an operation of an API, becomes one tool.
    """
    linked = replace(description, notes=list(description.notes))
    give_projects_to_agents(linked)
    follow_deployments(linked)
    take_in_workflows(linked)
    drop_unused_channels(linked)
    settle_unlisted(linked)
    linked.entities = merged(linked)
    drop_loose_ends(linked)
    link_evaluations(linked)
    expand_interfaces(linked)
    cap_unread(linked)
    link_actions(linked)
    return linked
