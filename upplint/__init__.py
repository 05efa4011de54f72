"""upplint reads Swedish tender documents and shows what keeps small and non-profit suppliers out."""

__version__ = "0.1.0"
