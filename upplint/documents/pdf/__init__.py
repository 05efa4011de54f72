"""Reading of PDF files."""

from upplint.documents.pdf.reader import read_pdf

__all__ = ["read_pdf"]
