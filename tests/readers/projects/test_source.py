"""Python code by its syntax: what it imports and calls of frameworks."""

import pytest

from auditor.errors import InputError

from .conftest import listed, told, where

LANGGRAPH = """
    from langchain.agents import create_agent as make
    from langchain.agents.middleware import HumanInTheLoopMiddleware
    from langchain_mcp_adapters.client import MultiServerMCPClient
    from langchain_core.tools import tool
    from langgraph.checkpoint.postgres import PostgresSaver

    client = MultiServerMCPClient({"shop": {"transport": "stdio", "command": "python", "args": ["srv.py"]}})


    @tool(response_format="content_and_artifact")
    def find(number: str): ...


    with PostgresSaver.from_conn_string("postgres://") as saver:
        asks = HumanInTheLoopMiddleware(interrupt_on={"delete": True})
        agent = make(model, [find], middleware=[asks], checkpointer=saver)
        agent.invoke({}, config={"recursion_limit": 25})
        zip([], [], strict=True)
    """


def test_what_a_langchain_agent_shows(read):
    description = read({"agent.py": LANGGRAPH})
    assert listed(description, "code_uses") == {
        "MultiServerMCPClient": "7: framework=langchain shows=mcp_client count=1",
        "tool": "10: framework=langchain shows=tool count=1",
        "response_format": "10: framework=langchain shows=structured_result value='content_and_artifact' count=1",
        "create_agent": "16: framework=langchain shows=agent count=1",
        "HumanInTheLoopMiddleware": "15: framework=langchain shows=approval count=1",
        "interrupt_on": "15: framework=langchain shows=approval value={…} count=1",
        "checkpointer": "16: framework=langchain shows=checkpoint value=PostgresSaver count=1",
        "recursion_limit": "17: framework=langchain shows=step_limit value=25 count=1",
        "langchain.agents.create_agent": "1: framework=langchain shows=import count=1",
        "langchain.agents.middleware.HumanInTheLoopMiddleware": "2: framework=langchain shows=import count=1",
        "langchain_mcp_adapters.client.MultiServerMCPClient": "3: framework=langchain shows=import count=1",
        "langchain_core.tools.tool": "4: framework=langchain shows=import count=1",
        "langgraph.checkpoint.postgres.PostgresSaver": "5: framework=langgraph shows=import count=1",
    }
    claimed = told(description)
    assert claimed["framework.name"] == "langgraph"
    assert claimed["approval_point"] == "framework"
    assert claimed["durable_state"] is True
    assert claimed["max_steps"] == 25
    assert where(description, "approval_point") == "agent.py:15"
    assert "framework.version" not in claimed


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from langgraph.checkpoint.memory import InMemorySaver\ng.compile(checkpointer=InMemorySaver())", False),
        ("from langgraph.graph import StateGraph\nStateGraph(dict).compile(checkpointer=True)", None),
        ("from langgraph.graph import StateGraph\nStateGraph(dict).compile(checkpointer=None)", None),
        ("from langgraph.graph import StateGraph\nStateGraph(dict).compile(checkpointer=saver)", None),
        (
            "from langgraph.graph import StateGraph\nfrom langgraph.checkpoint.sqlite import SqliteSaver\n"
            "a = StateGraph(dict).compile(checkpointer=SqliteSaver(c))\nb = StateGraph(dict).compile()",
            None,
        ),
    ],
)
def test_state_that_survives_a_restart(read, code, expected):
    assert told(read({"agent.py": code})).get("durable_state") is expected


@pytest.mark.parametrize(
    ("framework", "code"),
    [
        (
            "qwen-agent",
            "from qwen_agent.tools.base import BaseTool, register_tool\n@register_tool('x')\nclass X(BaseTool): ...",
        ),
        ("openai-agents", "from agents import Agent, function_tool\n@function_tool(needs_approval=True)\ndef f(): ..."),
        ("google-adk", "from google.adk.tools import FunctionTool\nFunctionTool(f, require_confirmation=True)"),
        (
            "pydantic-ai",
            "from pydantic_ai import Agent\na = Agent('m')\n@a.tool(requires_approval=True)\ndef f(c): ...",
        ),
        ("agent-framework", "import agent_framework as af\n@af.tool(approval_mode='always_require')\ndef f(): ..."),
        ("crewai", "from crewai import Agent, Task\nTask(human_input=True)"),
        ("llama-index", "from llama_index.core.workflow import InputRequiredEvent\nInputRequiredEvent()"),
        ("smolagents", "from smolagents import CodeAgent\nCodeAgent(tools=[], model=m, max_steps=6)"),
        ("autogen", "from autogen_ext.tools.mcp import mcp_server_tools\nmcp_server_tools(p)"),
        ("haystack", "from haystack.components.agents import Agent\nAgent(chat_generator=g)"),
        ("strands", "from strands import Agent\nAgent(tools=[])"),
        ("semantic-kernel", "from semantic_kernel.functions import kernel_function\n@kernel_function\ndef f(): ..."),
    ],
)
def test_each_framework_is_known_by_its_code(read, framework, code):
    description = read({"agent.py": code + "\n"})
    claimed = told(description)
    assert claimed["framework.name"] == framework
    shown = listed(description, "code_uses").values()
    assert any("shows=import" not in line for line in shown)
    approves = any(word in code for word in ("approv", "confirm", "human_input", "InputRequired"))
    assert claimed.get("approval_point") == ("framework" if approves else None)


@pytest.mark.parametrize(
    "code",
    [
        "@tool(approval_mode='never_require')\ndef f(): ...",
        "agent_framework.tool(approval_mode=None)",
    ],
)
def test_an_approval_that_is_turned_off_is_none(read, code):
    description = read({"agent.py": f"import agent_framework\nfrom agent_framework import tool\n{code}\n"})
    assert "approval_point" not in told(description)


def test_a_module_of_the_project_s_own_is_no_framework(read):
    files = {
        "requirements.txt": "openai\n",
        "agents/__init__.py": "",
        "main.py": "from agents import Agent\nfrom openai import OpenAI\n",
    }
    description = read(files)
    assert [entity.kind for entity in description.entities] == ["service"]
    assert set(listed(description, "frameworks")) == {"openai"}


def test_a_module_below_a_package_may_have_the_name_of_the_sdk_that_it_uses(read):
    files = {
        "requirements.txt": "mcp<2\n",
        "app/__init__.py": "",
        "app/mcp/client.py": "from mcp import ClientSession\n",
    }
    assert "mcp.ClientSession" in listed(read(files), "code_uses")


def test_what_is_imported_and_not_asked_for(read):
    files = {"requirements.txt": "openai\n", "agent.py": "from crewai import Agent\nAgent()\n"}
    description = read(files)
    assert told(description)["undeclared_imports"] == ("crewai",)
    assert where(description, "undeclared_imports") == "agent.py:1"


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    import crewai\nexcept ImportError:\n    crewai = None\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import crewai\n",
        "def later():\n    import crewai\n",
    ],
)
def test_what_the_project_can_do_without_is_left_open(read, code):
    description = read({"requirements.txt": "openai\n", "agent.py": code})
    assert [entity.kind for entity in description.entities] == ["service"]
    assert "undeclared_imports" not in told(description)


def test_tests_and_other_projects_show_nothing_of_this_one(read):
    files = {
        "requirements.txt": "langgraph\n",
        "agent.py": "import langgraph\n",
        "tests/test_agent.py": "import crewai\n",
        "other/requirements.txt": "smolagents\n",
        "other/agent.py": "import smolagents\n",
    }
    description = read(files)
    assert sorted(entity.id for entity in description.entities) == ["other", "project"]
    assert set(listed(description, "code_uses", "project")) == {"langgraph"}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import langgraph\nprint 'x'\n", "agent.py:2:1: not Python 3: Missing parentheses"),
        ("import langgraph\n" + "(" * 5000, "agent.py:"),
        ("import langgraph\nx = '\0'\n", "agent.py:"),
        ("import langgraph\nx = " + "-" * 100_000 + "1\n", "agent.py:1:1: not Python 3: "),
    ],
    ids=["python 2", "brackets", "null", "minus"],
)
def test_what_is_no_python_is_an_error_where_named_and_a_note_else(read, code, message):
    with pytest.raises(InputError) as caught:
        read({"agent.py": code}, "agent.py")
    assert str(caught.value).startswith(message)
    description = read({"requirements.txt": "langgraph\n", "agent.py": code})
    assert [note.message.startswith(f"not read: {message}") for note in description.notes] == [True]
    assert "undeclared_imports" not in told(description)
    assert listed(description, "code_uses") == {"*": "1: "}
