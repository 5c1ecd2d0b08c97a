"""Reads OpenAPI and Swagger documents."""
