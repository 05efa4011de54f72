"""`python -m upplint` does what the command `upplint` does."""

from upplint.cli.main import main

if __name__ == "__main__":
    main()
