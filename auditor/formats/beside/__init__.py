"""Writers of a comparison: a page, a PDF, a workbook, JSON, and a summary for a terminal."""
