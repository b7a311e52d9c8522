"""From files, folders and standard input to articles: their text, their fields and their layout.

`files.read` gives the articles, `article.lay_out` finds what is prose and what is boilerplate, and
`extractions` reads quotations that come ready-made with an article.

Order: encoding, markup, line_types, datelines, galleries, run_on_lines, blocks, layout, metadata,
article, extractions, jsonl, files.
"""

__all__ = ["article", "extractions", "files"]
