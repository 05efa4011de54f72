"""Word documents (DOCX): an own walk over the body, because tenders are full of what common readers drop.

`reader.read_docx` is the way in; `locate` finds the XML elements of an `Origin` again.
"""
