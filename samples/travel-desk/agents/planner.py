"""The trip planner: an agent over the bookings API and the calendar, which stops before it cancels or pays."""

import os

from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

from bookings import TOOLS

SERVERS = {"calendar": {"transport": "http", "url": os.environ["CALENDAR_MCP_URL"]}}


async def planner(checkpointer: AsyncPostgresSaver):
    model = ChatOpenAI(model="qwen3-max", base_url=os.environ["MODEL_GATEWAY_URL"])
    calendar = await MultiServerMCPClient(SERVERS).get_tools()
    held = HumanInTheLoopMiddleware(interrupt_on={"cancelTrip": True, "payTrip": True})
    return create_agent(model, [*TOOLS, *calendar], middleware=[held], checkpointer=checkpointer)
