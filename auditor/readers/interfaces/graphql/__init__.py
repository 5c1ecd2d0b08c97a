"""GraphQL schemas, written in the schema definition language."""
