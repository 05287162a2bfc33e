"""Written text: Markdown made safe, words counted, versions compared and joined; no database."""
