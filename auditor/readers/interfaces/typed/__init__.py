"""What formats share whose texts define types: the types become JSON Schemas whose places are in the text."""
