"""Words of the table of who can tender, in Swedish and English."""

from __future__ import annotations

from upplint.advice.who_model import Status

STATUS = {
    "sv": {
        Status.CAN: "kan",
        Status.PARTNER: "med en partner",
        Status.UNCLEAR: "oklart",
        Status.CANNOT: "kan inte",
    },
    "en": {
        Status.CAN: "can",
        Status.PARTNER: "with a partner",
        Status.UNCLEAR: "unclear",
        Status.CANNOT: "cannot",
    },
}
#: At most four characters, for the columns of the text.
SIGN = {
    "sv": {Status.CAN: "kan", Status.PARTNER: "part", Status.UNCLEAR: "?", Status.CANNOT: "inte"},
    "en": {Status.CAN: "can", Status.PARTNER: "part", Status.UNCLEAR: "?", Status.CANNOT: "no"},
}
WORDS = {
    "sv": {
        "title": "Vem kan lämna anbud?",
        "silent": "Här finns inga krav på den som lämnar anbud, så det finns inget att pröva.",
        "nothing": "Inga krav på den som lämnar anbud hittades, så det går inte att säga vem som kan delta.",
        "all_can": "Inget av kraven ser ut att hindra någon av {n} slags leverantörer ({tried} krav prövade).",
        "counted": "{rows} krav kan hindra någon av {n} slags leverantörer ({tried} krav på anbudsgivaren prövade).",
        "counted_one": "Ett krav kan hindra någon av {n} slags leverantörer ({tried} krav på anbudsgivaren prövade).",
        "call_off": "Det här är ett avrop. Bara leverantörer som redan har ramavtalet kan svara.",
        "requirement": "Krav",
        "overall": "Sammantaget",
        "legend": "part = med en partner   ? = oklart   inte = kan inte",
        "reasons": "Varför",
        "changes": "Det här skulle öppna upphandlingen",
        "change": "Ändra {n} krav, så kan fler lämna anbud: {who}.",
        "change_one": "Ändra ett krav, så kan fler lämna anbud: {who}.",
        "partner_note": " (med en partner)",
        "partner_both": " (båda med en partner)",
        "partner_all": " (alla med en partner)",
        "each": "Minsta ändring för var och en",
        "with_partner": "med en partner om {rows} ändras",
        "alone": "på egen hand om {rows} ändras",
        "those": "krav {n}",
        "those_one": "krav {n}",
        "can_with_partner": "kan med en partner",
        "unclear_left": "Det som är oklart är inte medräknat. Det beror på den enskilda leverantören.",
        "number": "krav {n}",
        "also": "även",
        "assumed": "* Vårt antagande, utan statistik bakom.",
        "and": "och",
        "kinds": "Typerna",
    },
    "en": {
        "title": "Who can tender?",
        "silent": "Nothing here is demanded of a tenderer, so there is nothing to try.",
        "nothing": "No requirements on the tenderer were found, so it cannot be said who can take part.",
        "all_can": "No requirement seems to hinder any of {n} kinds of suppliers ({tried} requirements tried).",
        "counted": "{rows} requirements may hinder some of {n} kinds of suppliers ({tried} on the tenderer tried).",
        "counted_one": "One requirement may hinder some of {n} kinds of suppliers ({tried} on the tenderer tried).",
        "call_off": "This is a call-off. Only suppliers of the framework agreement can answer.",
        "requirement": "Requirement",
        "overall": "All in all",
        "legend": "part = with a partner   ? = unclear   no = cannot",
        "reasons": "Why",
        "changes": "What would open the tender",
        "change": "Change {n} requirements and more can tender: {who}.",
        "change_one": "Change one requirement and more can tender: {who}.",
        "partner_note": " (with a partner)",
        "partner_both": " (both with a partner)",
        "partner_all": " (all with a partner)",
        "each": "The smallest change for each",
        "with_partner": "with a partner if {rows} changed",
        "alone": "on their own if {rows} changed",
        "those": "requirements {n} are",
        "those_one": "requirement {n} is",
        "can_with_partner": "can with a partner",
        "unclear_left": "What is unclear is not counted. It depends on the supplier.",
        "number": "requirement {n}",
        "also": "also",
        "assumed": "* Our assumption, with no statistics behind it.",
        "and": "and",
        "kinds": "The kinds",
    },
}
