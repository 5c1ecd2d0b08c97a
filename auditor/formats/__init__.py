"""Writers of reports: one file a format, each sees nothing but the report."""
