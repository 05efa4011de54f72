"""The command line."""

from upplint.cli import swedish

swedish.install()  # before any command is made, whichever module is asked for: click names values when they are made
