"""Reads small configuration files, and small examples of each format."""

from __future__ import annotations

from pathlib import Path

from auditor.documents import Workspace
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import Listed, write

CLAUDE = {
    "mcpServers": {
        "shop": {
            "command": "npx",
            "args": ["-y", "@acme/shop-mcp@2.1.0"],
            "env": {"SHOP_TOKEN": "${SHOP_TOKEN}", "REGION": "eu"},
        },
        "web": {"type": "http", "url": "https://h.example/mcp", "headers": {"Authorization": "Bearer ${input:token}"}},
        "old": {"url": "https://h.example/sse", "disabled": True},
    }
}
VSCODE = """{
  "inputs": [{"type": "promptString", "id": "token"}],
  "servers": {
    // only for the editor
    "learn": {"type": "http", "url": "https://learn.example/api/mcp",},
  },
}"""
LANGCHAIN = """
math: {transport: stdio, command: python, args: [math_server.py]}
weather: {transport: streamable_http, url: "http://localhost:8000/mcp"}
"""
QWEN = [
    "code_interpreter",
    {"mcpServers": {"memory": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-memory"]}}},
]
OPENCLAW = """// ~/.openclaw/openclaw.json
{
  agents: {
    defaults: { model: { primary: "anthropic/claude-sonnet-4-6", fallbacks: ["openai/gpt-5.4"] }, timeoutSeconds: 600 },
    entries: { main: { identity: { name: "Clawd" } }, docs: { sandbox: { mode: "all" } } },
  },
  channels: { telegram: { enabled: true } },
  mcp: { servers: {
    shop: { command: "python", args: ["srv.py"], env: { NODE_OPTIONS: "-r x" }, toolFilter: { include: ["find_*"] } },
    web: { url: "https://h.example/mcp", transport: "streamable-http", requestTimeoutMs: 20000 },
    off: { command: "x", enabled: false },
  } },
}
"""
PLUGIN = {
    "id": "shop-tools",
    "name": "Shop",
    "version": "1.2.0",
    "configSchema": {"type": "object", "additionalProperties": False},
    "contracts": {"tools": ["find_order", "cancel_order"]},
    "toolMetadata": {"find_order": {"optional": True}},
}
SKILL = """---
name: find-order
description: Look up an order in the shop. Use when a customer names an order.
metadata: { "openclaw": { "requires": { "bins": ["curl"], "env": ["SHOP_TOKEN"], }, "primaryEnv": "SHOP_TOKEN" } }
---

# Find an order

Ask for the number first: it stands in the mail.
"""
CARD = {
    "name": "Order Desk",
    "description": "Answers questions about orders.",
    "supportedInterfaces": [
        {"url": "https://desk.example/a2a", "protocolBinding": "JSONRPC", "protocolVersion": "1.0"},
    ],
    "version": "1.0.0",
    "capabilities": {},
    "defaultInputModes": ["text/plain"],
    "defaultOutputModes": ["text/plain"],
    "securitySchemes": {"key": {"apiKeySecurityScheme": {"name": "X-Key", "location": "header"}}},
    "skills": [{"id": "status", "name": "Status", "description": "Tells the status.", "tags": ["orders"]}],
}
OLD_CARD = {
    "name": "Order Desk",
    "description": "Answers questions about orders.",
    "url": "https://desk.example/a2a",
    "preferredTransport": "JSONRPC",
    "protocolVersion": "0.3.0",
    "version": "1.0.0",
    "capabilities": {"streaming": True},
    "defaultInputModes": ["text"],
    "defaultOutputModes": ["text"],
    "securitySchemes": {"login": {"type": "http", "scheme": "bearer"}},
    "skills": [{"id": "status", "name": "Status", "description": "Tells the status.", "tags": ["orders"]}],
}
LANGGRAPH = {"dependencies": ["."], "graphs": {"shop": "./shop/agent.py:graph"}, "env": ".env"}
CREW_AGENTS = """
researcher:
  role: Researcher
  goal: Find what is new about {topic}
  backstory: You read everything.
  llm: openai/gpt-4o
  max_iter: 15
  max_execution_time: 120
  allow_code_execution: true
writer:
  role: Writer
  goal: Write it up
  backstory: You write briefly.
"""
CREW_TASKS = """
research: {description: Look it up, expected_output: A list, agent: researcher}
report: {description: Write, expected_output: A page, agent: writer, human_input: true}
"""
AUTOGEN = {
    "provider": "autogen_agentchat.teams.RoundRobinGroupChat",
    "component_type": "team",
    "label": "Shop Team",
    "config": {
        "participants": [
            {
                "provider": "autogen_agentchat.agents.AssistantAgent",
                "component_type": "agent",
                "config": {
                    "name": "clerk",
                    "description": "Answers customers.",
                    "model_client": {
                        "provider": "autogen_ext.models.openai.OpenAIChatCompletionClient",
                        "component_type": "model",
                        "config": {"model": "gpt-4o-mini"},
                    },
                    "workbench": [
                        {
                            "provider": "autogen_core.tools.StaticWorkbench",
                            "component_type": "workbench",
                            "config": {
                                "tools": [
                                    {
                                        "provider": "autogen_core.tools.FunctionTool",
                                        "component_type": "tool",
                                        "config": {
                                            "name": "find_order",
                                            "description": "Finds an order.",
                                            "source_code": "def find_order(number: str) -> str: ...",
                                        },
                                    }
                                ]
                            },
                        },
                        {
                            "provider": "autogen_ext.tools.mcp.McpWorkbench",
                            "component_type": "workbench",
                            "config": {
                                "server_params": {
                                    "type": "StdioServerParams",
                                    "command": "uvx",
                                    "args": ["mcp-server-fetch==2025.4.7"],
                                }
                            },
                        },
                    ],
                },
            },
            {
                "provider": "autogen_agentchat.agents.UserProxyAgent",
                "component_type": "agent",
                "config": {"name": "user"},
            },
        ],
        "termination_condition": {
            "provider": "autogen_agentchat.base.OrTerminationCondition",
            "component_type": "termination",
            "config": {
                "conditions": [
                    {
                        "provider": "autogen_agentchat.conditions.MaxMessageTermination",
                        "component_type": "termination",
                        "config": {"max_messages": 10},
                    }
                ]
            },
        },
    },
}
REGISTRY = {
    "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    "name": "com.example/shop",
    "description": "A shop.",
    "version": "2.0.0",
    "packages": [
        {
            "registryType": "npm",
            "identifier": "@acme/shop-mcp",
            "version": "2.0.0",
            "transport": {"type": "stdio"},
            "environmentVariables": [{"name": "SHOP_TOKEN", "isSecret": True}],
        }
    ],
}
FASTMCP = {
    "$schema": "https://gofastmcp.com/public/schemas/fastmcp.json/v1.json",
    "source": {"path": "server.py", "entrypoint": "mcp"},
    "environment": {"dependencies": ["httpx", "pandas==2.3.0"]},
    "deployment": {"transport": "http", "port": 8000, "env": {"LOG": "info"}},
}
ALL = {
    ".mcp.json": CLAUDE,
    ".vscode/mcp.json": VSCODE,
    "servers.yaml": LANGCHAIN,
    "tools.json": QWEN,
    "openclaw.json": OPENCLAW,
    "openclaw.plugin.json": PLUGIN,
    "skills/find-order/SKILL.md": SKILL,
    ".well-known/agent-card.json": CARD,
    "langgraph.json": LANGGRAPH,
    "config/agents.yaml": CREW_AGENTS,
    "config/tasks.yaml": CREW_TASKS,
    "team.json": AUTOGEN,
    "server.json": REGISTRY,
    "fastmcp.json": FASTMCP,
}
FORMATS = {
    ".mcp.json": "mcp-client",
    ".vscode/mcp.json": "mcp-client",
    "servers.yaml": "mcp-client",
    "tools.json": "mcp-client",
    "openclaw.json": "openclaw",
    "openclaw.plugin.json": "openclaw-plugin",
    "skills/find-order/SKILL.md": "skill",
    ".well-known/agent-card.json": "a2a",
    "langgraph.json": "langgraph",
    "config/agents.yaml": "crewai",
    "config/tasks.yaml": "crewai",
    "team.json": "autogen",
    "server.json": "mcp-registry",
    "fastmcp.json": "fastmcp",
}


def read_one(root: Path, path: str, content: object, **others: object) -> Listed:
    """Write a file and read it; what comes out makes a system."""
    write(root, {path: content, **others})
    reading = Reading.of(Workspace(root))
    description = reading.read(reading.workspace.open(path))
    System(link(description))
    return Listed(description)
