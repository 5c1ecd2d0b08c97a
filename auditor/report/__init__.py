"""The report: its schema, and how it is built from the results of an audit."""
