"""The system map: from the report to SVG, without a font, a picture or a script."""
