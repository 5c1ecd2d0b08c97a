"""The model: entities, relations, claims with evidence, and the vocabulary they are written in."""
