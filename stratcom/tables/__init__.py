"""Plain tables written as files: CSV and XLSX, no cell of which runs as a formula."""
