"""The commented system.yaml that `audit init` writes."""

from __future__ import annotations

_STARTER = """\
# Describes one system for the agent-readiness auditor. Run `audit system.yaml`.
# Only system.name is required. What is not stated is unknown: never assumed to be good, never to be bad.
audit:
  version: 1
  # target_level: 3          # 0 answering, 1 reserved, 2 callable, 3 acting, 4 learning
  # profile: design-review

system:
  name: My system
  # purpose: Books and changes trips for employees.
  # owner: travel-platform
  # stage: design            # procurement | design | production
  # intent: act              # act | answer

# Other files that describe the system, in any format the auditor reads.
# include: [compose.yaml]

# models:
#   main-model: {provider: example, version: 2026-01-31, tool_calling: native}

# agents:
#   planner:
#     model: main-model
#     tools: [bookings]
#     max_steps: 20
#     budget: {tokens: 60000, usd: 0.5}
#     approval_point: {value: workflow, evidence: docs/approvals.md}   # a file that backs the value

# Each interface names its contract: openapi, mcp or functions.
# interfaces:
#   bookings: {openapi: openapi.yaml, served_by: booking-api}

# services:
#   booking-api: {reads: [trips-db], writes: [trips-db]}

# datastores:
#   trips-db: {engine: postgres, data: [personal]}

# What a contract does not say about its tools.
# tools:
#   bookings.cancelTrip: {effects: [delete], reversible: false, approval: human, verified_by: bookings.getTrip}

# people:
#   travel-manager: {approves: [bookings.cancelTrip]}

# boundaries:
#   corporate: {trust: trusted, members: [booking-api, trips-db]}
"""


def starter() -> str:
    """Return the text of a first system.yaml; it is valid as it stands."""
    return _STARTER
