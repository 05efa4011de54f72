"""Click's own words in Swedish: "Usage:", "Options:", "No such option" and the rest that a user can meet.

Click looks its words up with gettext, which follows the language of the machine. upplint speaks Swedish whatever the
machine is set to, so the two look-up functions are replaced in the modules of click that speak to users. A sentence
that is not in the tables (a newer click may have reworded it) is shown in English.
"""

from __future__ import annotations

from importlib import import_module

import click

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "utils")

_WORDS = {
    "Usage:": "Så här:",
    "Options": "Val",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här hjälpen och avsluta.",
    "Show the version and exit.": "Visa version och avsluta.",
    "Try '{command} {option}' for help.": "Skriv ”{command} {option}” för hjälp.",
    "Error: {message}": "Fel: {message}",
    "Aborted!": "Avbrutet.",
    "default: {default}": "förval: {default}",
    "env var: {var}": "miljövariabel: {var}",
    "required": "krävs",
    "(dynamic)": "(beräknas)",
    "deprecated": "utgår",
    "Missing command.": "Ange ett kommando.",
    "Missing argument": "Det här saknas:",
    "Missing option": "Det här valet saknas:",
    "Missing parameter": "Det här saknas:",
    "Missing parameter: {param_name}": "Det här saknas: {param_name}",
    "Missing {param_type}": "Det här saknas:",
    "Invalid value: {message}": "Värdet går inte att använda: {message}",
    "Invalid value for {param_hint}: {message}": "Värdet för {param_hint} går inte att använda: {message}",
    "No such option {name!r}.": "Valet {name} finns inte.",
    "No such option: {name}": "Valet {name} finns inte.",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "Option {name!r} does not take a value.": "Valet {name} tar inget värde.",
    "Choose from:\n\t{choices}": "Välj något av:\n\t{choices}",
    "{value!r} is not a valid {number_type}.": "”{value}” är inget tal i rätt form. Skriv till exempel 12.",
    "{value} is not in the range {range}.": "{value} är utanför gränsen {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "”{value}” går inte att tolka. Välj: {states}",
    "Value must be an iterable.": "Ange en lista.",
    "{name} {filename!r} does not exist.": "{name} ”{filename}” finns inte.",
    "{name} {filename!r} is a file.": "{name} ”{filename}” är en fil. Ange en mapp.",
    "{name} {filename!r} is a directory.": "{name} ”{filename}” är en mapp. Ange en fil.",
    "{name} {filename!r} is not readable.": "{name} ”{filename}” går inte att läsa. Kontrollera behörigheten.",
    "{name} {filename!r} is not writable.": "{name} ”{filename}” går inte att skriva till. Välj en annan plats.",
    "Could not open file {filename!r}: {message}": "Filen ”{filename}” gick inte att öppna: {message}",
    "unknown error": "okänt fel",
    "file": "fil",
    "directory": "mapp",
    "path": "sökväg",
}

#: Singular in English -> singular and plural in Swedish.
_PLURALS = {
    "Got unexpected extra argument ({args})": ("Ett argument för mycket: {args}", "För många argument: {args}"),
    "Did you mean {possibility}?": ("Menade ni {possibility}?", "Menade ni något av {possibilities}?"),
    "(Possible option: {possibilities})": ("Menade ni {possibilities}?", "Menade ni något av {possibilities}?"),
    "Takes {nargs} values but 1 was given.": (
        "Här behövs {nargs} värden, men ni angav 1.",
        "Här behövs {nargs} värden, men ni angav {len}.",
    ),
    "Option {name!r} requires an argument.": (
        "Valet {name} behöver ett värde.",
        "Valet {name} behöver {nargs} värden.",
    ),
    "{value!r} is not {choice}.": (
        "”{value}” finns inte. Skriv {choice}.",
        "”{value}” finns inte. Välj något av: {choices}.",
    ),
}

#: Names of the kinds of values, which help shows in capitals.
_KINDS = {"integer": "heltal", "integer range": "heltal", "float": "tal", "float range": "tal"}


def gettext(message: str) -> str:
    """The Swedish for one of click's sentences; the sentence itself where there is none."""
    return _WORDS.get(message, message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The Swedish for one of click's sentences with a number: singular form for 1, else plural."""
    one, many = _PLURALS.get(singular, (singular, plural))
    return one if number == 1 else many


def install() -> None:
    """Let click speak Swedish in this process. Doing it twice changes nothing."""
    for name in _MODULES:
        module = import_module(f"click.{name}")
        for attribute, function in (("_", gettext), ("ngettext", ngettext)):
            if hasattr(module, attribute):
                setattr(module, attribute, function)


def dress(command: click.Command) -> click.Command:
    """Give a command, its options and its subcommands Swedish place names in their help; returns the command."""
    command.options_metavar = "[VAL]"
    for param in command.params:
        if isinstance(param, click.Option) and param.metavar is None and param.type.name in _KINDS:
            param.metavar = _KINDS[param.type.name].upper()
    if isinstance(command, click.Group):
        command.subcommand_metavar = "[KOMMANDO]" if command.invoke_without_command else "KOMMANDO [ARGUMENT]..."
        for below in command.commands.values():
            dress(below)
    return command
