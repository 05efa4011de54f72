"""Word lists and labels of `upplint.language.syntax`."""

from __future__ import annotations

MODALS = frozenset({"ska", "skall", "måste", "bör", "får", "kan", "skulle", "borde", "kunde", "fick"})
"""Finite forms. `MUST` first when a sentence has several main clauses."""

MUST = frozenset({"ska", "skall", "måste", "bör", "får"})

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
CLAUSES = frozenset({"advcl", "acl", "acl:relcl", "acl:cleft", "ccomp", "csubj", "csubj:pass", "xcomp"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
PART_OF_NAME = frozenset({"det", "amod", "nummod", "nmod:poss", "compound", "flat", "flat:name", "fixed"})
LABELS = frozenset({"krav", "punkt", "fråga", "avsnitt", "nr", "nr."})
FOCUS = frozenset({"även", "endast", "bara", "också", "särskilt", "enbart", "inte"})
QUANTIFIERS = frozenset(
    {"minst", "högst", "cirka", "ca", "ca.", "ungefär", "omkring", "maximalt", "max", "lägst", "upp"}
)

# Nouns that make an adverbial without a preposition: "varje dag", "en gång per år", "dygnet runt".
TIMES = frozenset(
    {"dag", "vardag", "arbetsdag", "vecka", "månad", "kvartal", "år", "gång", "dygn", "timme", "minut",
    "natt", "morgon",
     "kväll", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "helg", "tid"}
)  # fmt: skip

SUBORDINATORS = frozenset(
    {"om", "när", "att", "som", "innan", "eftersom", "då", "därför", "så", "medan", "sedan", "hur", "vilken",
    "vilket",
     "vilka", "vad", "var", "där", "varför", "ifall", "såvida", "förutsatt", "oavsett", "huruvida"}
)  # fmt: skip

# Verbs in -s that are no passives.
DEPONENTS = frozenset(
    {"finnas", "hoppas", "lyckas", "misslyckas", "minnas", "trivas", "umgås", "andas", "synas", "tyckas",
    "vistas", "hjälpas",
     "låtsas", "kännas", "behövas", "saknas", "fattas", "enas", "avvikas", "skiljas", "slåss", "träffas",
     "mötas", "ses",
     "åldras", "brås", "töras", "nalkas", "färdas", "svettas", "förefinnas", "medfinnas", "återfinnas", "befinnas"}
)  # fmt: skip
DEPONENT_FORMS = frozenset(
    {"finns", "finnes", "fanns", "finnas", "funnits", "lyckas", "hoppas", "trivs", "vistas", "saknas",
    "saknades", "synas",
     "syns", "tycks", "känns", "behövs", "enas", "fattas", "återfinns", "slåss", "möts", "minns", "umgås",
     "andas", "färdas"}
)  # fmt: skip

# Imperatives of tenders. What the tagger calls them does not matter: nothing else starts a sentence with these.
IMPERATIVES = frozenset(
    [
        "ange",
        "anteckna",
        "använd",
        "avsluta",
        "bekräfta",
        "begär",
        "beakta",
        "beräkna",
        "beskriv",
        "besvara",
        "bifoga",
        "bilägg",
        "bocka",
        "dela",
        "dokumentera",
        "exemplifiera",
        "fyll",
        "förklara",
        "följ",
        "godkänn",
        "hämta",
        "infoga",
        "inkludera",
        "inkom",
        "intyga",
        "jämför",
        "klicka",
        "kontakta",
        "kontrollera",
        "kopiera",
        "kryssa",
        "ladda",
        "lista",
        "läs",
        "lägg",
        "lämna",
        "markera",
        "meddela",
        "motivera",
        "namnge",
        "notera",
        "observera",
        "precisera",
        "presentera",
        "redogör",
        "redovisa",
        "registrera",
        "ring",
        "sammanställ",
        "se",
        "skapa",
        "skicka",
        "skriv",
        "spara",
        "specificera",
        "styrk",
        "ställ",
        "svara",
        "sätt",
        "tag",
        "ta",
        "tänk",
        "undvik",
        "uppge",
        "uppskatta",
        "upprätta",
        "utgå",
        "utveckla",
        "utför",
        "utse",
        "visa",
        "välj",
        "översänd",
        "öppna",
        "komplettera",
        "anmäl",
        "ansök",
        "signera",
        "underteckna",
    ]
)
# Words after "av" that name a ground, not someone who acts.
NOT_AV_AGENT = ("skäl", "anledning", "orsak", "hänsyn", "slag")
