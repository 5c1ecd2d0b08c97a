"""Loads tool definitions in LangChain: from an MCP server, and bound to the models of three providers.

python langchain-tools.py --paths
python langchain-tools.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain_anthropic import ChatAnthropic
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.tools import BaseTool, StructuredTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_mcp_adapters.tools import load_mcp_tools
from langchain_openai import ChatOpenAI
from pydantic import PrivateAttr

RAW_SERVER = Path(__file__).resolve().parent.parent / "raw_server.py"
SECONDS_PER_CASE = 20
Arrived = list[dict[str, Any]]


class Recorder(GenericFakeChatModel):
    """A model that keeps the tools it is bound to, in the form that most providers of LangChain send."""

    _bound: list[dict[str, Any]] = PrivateAttr(default_factory=list)

    def bind_tools(self, tools: Iterable[Any], **_: object) -> Recorder:
        """Convert as the bindings of the providers do."""
        self._bound = [convert_to_openai_tool(tool) for tool in tools]
        return self


def through_agent(tools: list[BaseTool]) -> Arrived:
    """Return what a model is given by an agent with these tools."""
    model = Recorder(messages=iter([AIMessage("done")]))
    asyncio.run(create_agent(model, tools).ainvoke({"messages": [("user", "hello")]}))
    return [as_function(tool) for tool in model._bound]


def as_function(tool: dict[str, Any]) -> dict[str, Any]:
    """Return a tool in OpenAI's form under the keys of this contract."""
    said = tool["function"]
    return {"name": said["name"], "description": said.get("description"), "schema": said.get("parameters")}


def openai(tools: list[BaseTool], *, strict: bool | None = None) -> Arrived:
    """Return what ChatOpenAI sends."""
    bound = ChatOpenAI(model="gpt-4.1", api_key="stub").bind_tools(tools, strict=strict)  # type: ignore[arg-type]
    return [as_function(tool) for tool in bound.kwargs["tools"]]  # type: ignore[attr-defined]


def anthropic(tools: list[BaseTool]) -> Arrived:
    """Return what ChatAnthropic sends."""
    bound = ChatAnthropic(model="claude-sonnet-4-5", api_key="stub").bind_tools(tools)  # type: ignore[call-arg,arg-type]
    return [
        {"name": tool["name"], "description": tool.get("description"), "schema": tool["input_schema"]}
        for tool in bound.kwargs["tools"]  # type: ignore[attr-defined]
    ]


def google(tools: list[BaseTool]) -> Arrived:
    """Return what ChatGoogleGenerativeAI sends; a function without parameters has the empty schema."""
    model = ChatGoogleGenerativeAI(model="gemini-2.5-flash", google_api_key="stub")
    bound = model.bind_tools(tools)
    config = model._prepare_request([HumanMessage("hello")], **bound.kwargs)["config"]  # type: ignore[attr-defined]
    said = [tool.model_dump(by_alias=True, exclude_none=True, mode="json") for tool in config.tools]
    return [
        {"name": one["name"], "description": one.get("description"), "schema": one.get("parameters", {})}
        for tool in said
        for one in tool["functionDeclarations"]
    ]


def built(definitions: list[dict[str, Any]]) -> list[BaseTool]:
    """Return the definitions that can be made a StructuredTool. Raises what the last one raised if none can."""
    made: list[BaseTool] = []
    failure: Exception | None = None
    for stated in definitions:
        try:
            made.append(
                StructuredTool(
                    name=stated.get("name"),  # type: ignore[arg-type]
                    description=stated.get("description", ""),
                    args_schema=stated.get("inputSchema"),  # type: ignore[arg-type]
                    func=lambda **_: "done",
                )
            )
        except Exception as error:
            failure = error
    if failure is not None and not made:
        raise failure
    return made


class FromServer:
    """Tools that come from an MCP server, over one connection for all cases."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._file = Path(tempfile.mkstemp(suffix=".json")[1])
        self._session: Any = None

    def __call__(self, definitions: list[dict[str, Any]]) -> list[BaseTool]:
        """Return the definitions as tools."""
        self._file.write_text(json.dumps(definitions), encoding="utf-8")
        return self._loop.run_until_complete(asyncio.wait_for(self._load(), SECONDS_PER_CASE))

    async def _load(self) -> list[BaseTool]:
        if self._session is None:
            server: Any = {
                "transport": "stdio",
                "command": sys.executable,
                "args": [str(RAW_SERVER), str(self._file)],
            }
            self._opened = MultiServerMCPClient({"probe": server}).session("probe")
            self._session = await self._opened.__aenter__()
        return await load_mcp_tools(self._session)


PATHS: dict[str, tuple[bool, Callable[[list[BaseTool]], Arrived]]] = {
    "langchain:mcp": (True, through_agent),
    "langchain:direct": (False, through_agent),
    "langchain:openai": (False, openai),
    "langchain:openai-strict": (False, lambda tools: openai(tools, strict=True)),
    "langchain:anthropic": (False, anthropic),
    "langchain:google": (False, google),
}


def answers(path: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield an answer to each case."""
    from_server, sent = PATHS[path]
    build: Callable[[list[dict[str, Any]]], list[BaseTool]] = FromServer() if from_server else built
    for line in lines:
        case = json.loads(line)
        try:
            yield {"case": case["case"], "outcome": "loaded", "tools": sent(build(case["tools"]))}
        except (Exception, asyncio.CancelledError) as error:
            reason = f"{type(error).__name__}: {error}"[:500]
            yield {"case": case["case"], "outcome": "refused", "error": reason, "tools": []}


def main() -> None:
    """Serve the contract of the drivers."""
    if sys.argv[1:] == ["--paths"]:
        print("\n".join(PATHS))
        return
    warnings.simplefilter("ignore")
    for answer in answers(sys.argv[1], sys.stdin):
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
