"""The report as sheets of a workbook: what stands in each, and how they are written."""
