"""Answers a question from the handbook: retrieve, then let an agent without tools write the answer."""

from haystack.components.agents import Agent
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack_integrations.components.retrievers.qdrant import QdrantEmbeddingRetriever


def faq(store, adapter_url: str):
    writer = Agent(chat_generator=OpenAIChatGenerator(model="answers", api_base_url=adapter_url), tools=[])
    return QdrantEmbeddingRetriever(document_store=store), writer
