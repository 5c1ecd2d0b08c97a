"""Looks at schemas, examples and texts of tool definitions for what is wrong with them, whatever format holds them."""
