"""Message houses read from Word documents: pure reading, no database.

- `xml`: one part of a document parsed, within limits; `package`: the parts and their relations
- `styles`: what the styles say of a paragraph; `inline`: its words as Markdown
- `document`: paragraphs and tables in order
- `signs`: words by which headings, labels and columns are recognised
- `facts`: source, date, link and validity told behind a fact
- `blocks`: what a person looks at; `proposing`: the role of each block
- `houses`: the parts of one or more messages, made from blocks and their roles
- `reading`: all of it in one call
"""
