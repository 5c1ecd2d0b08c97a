"""The parts of the report in Markdown: what everybody reads, and the sections that fold."""
