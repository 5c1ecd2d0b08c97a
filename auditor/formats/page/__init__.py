"""What the HTML page and the PDF show: a report, arranged for reading."""
