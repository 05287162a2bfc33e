"""Events as files: workbooks, CSV, JSON and calendars, each exactly what its reader may see."""
