"""The words of `tender_sentences.py`: nouns, verbs, adjectives, phrases and their features."""

from __future__ import annotations

FINITE = "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act"
FINITE_PASSIVE = "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass"
INFINITIVE = "VerbForm=Inf|Voice=Act"
INFINITIVE_PASSIVE = "VerbForm=Inf|Voice=Pass"
HOLDER = "Case=Nom|Definite=Def|Degree=Pos|Gender=Com|Number=Sing"
HOLDER_PRESENT = "Case=Nom|Degree=Pos|Tense=Pres|VerbForm=Part"
IMPERATIVE = "Mood=Imp|VerbForm=Fin|Voice=Act"

# lemma, gender, then: a supplier | the supplier | suppliers | the suppliers
PEOPLE = """leverantör Com leverantör leverantören leverantörer leverantörerna
anbudsgivare Com anbudsgivare anbudsgivaren anbudsgivare anbudsgivarna
entreprenör Com entreprenör entreprenören entreprenörer entreprenörerna
konsult Com konsult konsulten konsulter konsulterna
underleverantör Com underleverantör underleverantören underleverantörer underleverantörerna
kommun Com kommun kommunen kommuner kommunerna
beställare Com beställare beställaren beställare beställarna
arbetsledare Com arbetsledare arbetsledaren arbetsledare arbetsledarna
förvaltning Com förvaltning förvaltningen förvaltningar förvaltningarna
utförare Com utförare utföraren utförare utförarna"""
THINGS = """anbud Neut anbud anbudet anbud anbuden
tjänst Com tjänst tjänsten tjänster tjänsterna
avtal Neut avtal avtalet avtal avtalen
intyg Neut intyg intyget intyg intygen
faktura Com faktura fakturan fakturor fakturorna
referensuppdrag Neut referensuppdrag referensuppdraget referensuppdrag referensuppdragen
fordon Neut fordon fordonet fordon fordonen
rapport Com rapport rapporten rapporter rapporterna
försäkring Com försäkring försäkringen försäkringar försäkringarna
pris Neut pris priset priser priserna
plan Com plan planen planer planerna
bilaga Com bilaga bilagan bilagor bilagorna
system Neut system systemet system systemen
vara Com vara varan varor varorna
utbildning Com utbildning utbildningen utbildningar utbildningarna
lokal Com lokal lokalen lokaler lokalerna
rutin Com rutin rutinen rutiner rutinerna
uppgift Com uppgift uppgiften uppgifter uppgifterna
dokumentation Com dokumentation dokumentationen dokumentationer dokumentationerna
maskin Com maskin maskinen maskiner maskinerna
åtgärd Com åtgärd åtgärden åtgärder åtgärderna
prov Neut prov provet prov proven"""
# lemma (infinitive), present, imperative, perfect participle in neuter
VERBS = """redovisa redovisar redovisa redovisat
lämna lämnar lämna lämnat
utföra utför utför utfört
bifoga bifogar bifoga bifogat
teckna tecknar teckna tecknat
godkänna godkänner godkänn godkänt
leverera levererar leverera levererat
beskriva beskriver beskriv beskrivet
ange anger ange angivet
uppvisa uppvisar uppvisa uppvisat
rätta rättar rätta rättat
ersätta ersätter ersätt ersatt
kontrollera kontrollerar kontrollera kontrollerat
dokumentera dokumenterar dokumentera dokumenterat
skicka skickar skicka skickat
upprätta upprättar upprätta upprättat
följa följer följ följt
använda använder använd använt
rapportera rapporterar rapportera rapporterat
signera signerar signera signerat
tillhandahålla tillhandahåller tillhandahåll tillhandahållet
besvara besvarar besvara besvarat"""
# common, neuter, definite and plural
QUALITIES = """erbjuden erbjudet erbjudna
avtalad avtalat avtalade
godkänd godkänt godkända
angiven angivet angivna
beställd beställt beställda
planerad planerat planerade
upphandlad upphandlat upphandlade
föreslagen föreslaget föreslagna
utsedd utsett utsedda
anlitad anlitat anlitade
aktuell aktuellt aktuella
ansvarig ansvarigt ansvariga
ny nytt nya
vinnande vinnande vinnande
ingående ingående ingående"""
PLAIN_QUALITIES = frozenset({"aktuell", "ansvarig", "ny"})
ADJECTIVES = "skriftlig aktuell gällande liknande ny komplett giltig tydlig årlig separat".split()  # noqa: SIM905
MODALS = [("ska", "skola", FINITE)] * 6 + [
    ("måste", "måste", FINITE),
    ("bör", "böra", FINITE),
    ("får", "få", FINITE),
    ("kan", "kunna", FINITE),
    ("skall", "skola", FINITE),
]
MODAL_LEMMAS = {form: lemma for form, lemma, _ in MODALS} | {"kunna": "kunna", "vara": "vara", "ha": "ha"}
NAMES = ["Trafikverket", "Skatteverket", "Konkurrensverket", "Kammarkollegiet", "Arbetsmiljöverket", "Bolagsverket",
         "Försäkringskassan", "Migrationsverket", "Vattenfall", "Eskilstuna", "Halland"]  # fmt: skip
NUMBERS = "två tre fyra fem sex tio femton".split()  # noqa: SIM905
DIGITS = {"två": "2", "tre": "3", "fyra": "4", "fem": "5", "sex": "6", "tio": "10", "femton": "15"}
STARTS = ["vid behov", "vid försening", "under avtalstiden", "i anbudet", "efter avtalstecknandet", "inför varje möte",
          "på begäran", "i samband med uppstarten", "från och med driftstarten"]  # fmt: skip
ENDS = ["i anbudet", "i bilaga 2", "inom tio arbetsdagar", "utan kostnad", "via upphandlingssystemet", "på svenska",
        "före avtalsstart", "under hela avtalstiden", "enligt 4 kap. 13 § LOU", "senast den 2 mars",
        "per e-post"]  # fmt: skip
CONDITIONS = ["om {who} begär det", "om det finns särskilda skäl", "om {who} inte godkänner {what}",
              "när {who} begär det", "innan {who} tecknar {what}"]  # fmt: skip


def noun_feats(case: str, definite: str, gender: str, number: str) -> str:
    return f"Case={case}|Definite={definite}|Gender={gender}|Number={number}"


NOUNS = {
    "behov": noun_feats("Nom", "Ind", "Neut", "Sing"), "försening": noun_feats("Nom", "Ind", "Com", "Sing"),
    "avtalstiden": noun_feats("Nom", "Def", "Com", "Sing"), "anbudet": noun_feats("Nom", "Def", "Neut", "Sing"),
    "avtalstecknandet": noun_feats("Nom", "Def", "Neut", "Sing"), "möte": noun_feats("Nom", "Ind", "Neut", "Sing"),
    "begäran": noun_feats("Nom", "Ind", "Com", "Sing"), "samband": noun_feats("Nom", "Ind", "Neut", "Sing"),
    "uppstarten": noun_feats("Nom", "Def", "Com", "Sing"), "driftstarten": noun_feats("Nom", "Def", "Com", "Sing"),
    "bilaga": noun_feats("Nom", "Ind", "Com", "Sing"), "arbetsdagar": noun_feats("Nom", "Ind", "Com", "Plur"),
    "kostnad": noun_feats("Nom", "Ind", "Com", "Sing"),
    "upphandlingssystemet": noun_feats("Nom", "Def", "Neut", "Sing"),
    "svenska": noun_feats("Nom", "Ind", "Com", "Sing"), "avtalsstart": noun_feats("Nom", "Ind", "Com", "Sing"),
    "e-post": noun_feats("Nom", "Ind", "Com", "Sing"), "tjänsten": noun_feats("Nom", "Def", "Com", "Sing"),
}  # fmt: skip
LEMMAS = {
    "avtalstiden": "avtalstid", "anbudet": "anbud", "avtalstecknandet": "avtalstecknande", "uppstarten": "uppstart",
    "driftstarten": "driftstart", "arbetsdagar": "arbetsdag", "upphandlingssystemet": "upphandlingssystem",
    "hela": "hel",
    "särskilda": "särskild", "begär": "begära", "finns": "finnas", "godkänner": "godkänna", "tecknar": "teckna",
    "det": "den", "kap.": "kapitel", "ett": "en", "minst": "lite", "högst": "hög", "senast": "sen", "LOU": "LOU",
    "ni": "ni", "tjänsten": "tjänst", "skäl": "skäl",
}  # fmt: skip
