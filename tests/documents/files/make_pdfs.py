"""Makes the PDF files of this folder: `python tests/documents/files/make_pdfs.py`. Needs reportlab and DejaVu fonts.

Every file shows one difficulty of real tender documents; all text is made up for the purpose.
"""

from __future__ import annotations

import io
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
WIDTH, HEIGHT = A4
LEFT = 70


class Sheet:
    """A canvas that is written from the top, in points from the upper left corner."""

    def __init__(self, name: str, **options: object) -> None:
        rl_config.invariant = 1
        self.canvas = Canvas(str(HERE / name), pagesize=A4, invariant=1, **options)

    def at(self, x: float, top: float, text: str, font: str = "Helvetica", size: float = 10) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - top, text)

    def lines(self, x: float, top: float, lines: list[str], font: str = "Helvetica", size: float = 10) -> float:
        for line in lines:
            self.at(x, top, line, font, size)
            top += 13
        return top

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> None:
        self.canvas.line(x0, HEIGHT - top0, x1, HEIGHT - top1)

    def next(self) -> None:
        self.canvas.showPage()

    def save(self) -> None:
        self.canvas.save()


BOLD = "Helvetica-Bold"

LEFT_COLUMN = [
    "Första spalten börjar här och handlar om hur",
    "städningen ska planeras under hela avtalstiden",
    "så att lokalerna kan användas av elever och",
    "personal från tidig morgon till sen kväll varje",
    "vardag. Leverantören ska lämna ett förslag till",
    "schema som parterna sedan går igenom.",
]
RIGHT_COLUMN = [
    "Andra spalten tar vid när den första är slut och",
    "beskriver uppföljningen. Beställaren kallar till",
    "möte en gång i månaden och skriver protokoll som",
    "båda parter godkänner. Avvikelser ska rättas inom",
    "tre arbetsdagar från det att de har påtalats av",
    "beställarens kontaktperson.",
]


def columns() -> None:
    """Two columns; on page 1 written row by row, on page 2 column by column."""
    s = Sheet("columns.pdf")
    s.at(LEFT, 60, "Gemensam rubrik över båda spalterna", BOLD, 14)
    for k, (a, b) in enumerate(zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True)):
        s.at(LEFT, 100 + 13 * k, a)
        s.at(320, 100 + 13 * k, b)
    s.at(LEFT, 220, "Efter spalterna följer en rad som går över hela sidans bredd och avslutar avsnittet om städning.")
    s.next()
    s.lines(LEFT, 100, LEFT_COLUMN)
    s.lines(320, 106, RIGHT_COLUMN)
    s.next()
    s.save()


def running() -> None:
    """Running titles, page numbers, sentences and words cut by page ends and line ends."""
    s = Sheet("running.pdf")
    pages = [
        [
            "Leverantören ska under hela avtalstiden ha en kontaktperson som svarar på frågor från beställaren och",
            "som kan fatta beslut. Avtalet gäller små- och medelstora lokaler i tre kommuner, och det gäller IT-",
            "tjänster i den mån de behövs för larm. Priset räknas upp en gång om året enligt index för små-",
            "och medelstora företag. Beställaren har rätt att anlita annan leverantör om leverantören inte kan",
        ],
        [
            "utföra uppdraget i tid. Leverantören ska då ersätta merkostnaden. Området omfattar Stockholm-",
            "Mälarregionen och kranskommuner. En upphandling kan avbrytas, och en avbruten upphand-",
            "ling ger ingen rätt till ersättning.",
        ],
        ["Tredje sidan har en egen mening som slutar här."],
        ["Fjärde sidan har också en egen mening."],
    ]
    for number, lines in enumerate(pages, 1):
        s.at(LEFT, 40, "Dnr 2031/77 Städning av lokaler", "Helvetica", 8)
        s.at(430, 40, f"Utgåva 2, {number} maj", "Helvetica", 8)
        s.lines(LEFT, 110, lines)
        s.at(280, 800, f"Sida {number} av 4", "Helvetica", 8)
        s.next()
    s.save()


def lists() -> None:
    """Marks written behind their items, nested lists, questions with answer fields, a symbol legend."""
    s = Sheet("lists.pdf")
    s.at(LEFT, 60, "Symbolförklaring", BOLD, 9)
    s.at(95, 80, "Texten ingår i annonsen", "Helvetica", 8)
    s.at(320, 80, "Texten ingår i kvalificeringen", "Helvetica", 8)
    s.at(95, 100, "Texten/frågan innehåller krav som måste uppfyllas", "Helvetica", 8)
    s.at(LEFT, 140, "1. Krav på anbudsgivaren", BOLD, 14)
    s.at(LEFT, 170, "1.1 Erfarenhet", BOLD, 12)
    s.at(LEFT, 190, "Anbudsgivaren ska:")
    s.at(95, 210, "ha utfört städning av minst fyra skolor under de senaste tre åren, varav minst en skola med")
    s.at(95, 223, "fler än trehundra elever")
    s.at(82, 210, "•")
    s.at(95, 241, "ha rutiner för:")
    s.at(82, 241, "•")
    s.at(120, 254, "nycklar och larm")
    s.at(107, 254, "o")
    s.at(120, 267, "kemikalier")
    s.at(107, 267, "o")
    s.at(95, 285, "kunna börja inom sex veckor.")
    s.at(82, 285, "•")
    y = 310.0
    for text, field in (
        (["a. Ange antal anställda vid tiden för anbudet"], "Fritext"),
        (
            [
                "b. Bifoga beskrivning av rutinerna, med namn på den som ansvarar för att de följs i det",
                "dagliga arbetet",
            ],
            "Bifogad fil",
        ),
        (["Uppfylls samtliga krav i avsnittet?"], "Ja/Nej. Ja krävs"),
        (["Hur väl beskriver ni arbetet med inlärning?"], "Fritext"),
    ):
        s.canvas.setFillColorRGB(0.99, 0.97, 0.9)
        height = 13 * len(text) + 24
        s.canvas.rect(LEFT, HEIGHT - y - height, 450, height, stroke=1, fill=1)
        s.canvas.setFillColorRGB(0, 0, 0)
        bottom = s.lines(80, y + 15, text, BOLD)
        s.at(80, bottom + 1, field, "Helvetica", 8)
        y += height + 10
        if text[0].startswith("Hur"):
            s.at(80, bottom + 9, "Viktning: 20 %", "Helvetica", 7)
    s.next()
    s.save()


def _table(s: Sheet, top: float, xs: list[float], rows: list[list[list[str]]], fonts: list[str]) -> float:
    s.rule(xs[0], top, xs[-1], top)
    for row, font in zip(rows, fonts, strict=True):
        height = 13 * max(len(c) for c in row) + 8
        for x, cell in zip(xs, row, strict=False):
            s.lines(x + 4, top + 13, cell, font)
        for x in xs:
            s.rule(x, top, x, top + height)
        top += height
        s.rule(xs[0], top, xs[-1], top)
    return top


def tables() -> None:
    """A ruled table over two pages with its header repeated, and a table without rules."""
    s = Sheet("tables.pdf")
    xs = [LEFT, 200, 440, 520]
    head = [["Område"], ["Krav"], ["Antal"]]
    s.at(LEFT, 80, "Kraven framgår av tabellen nedan.")
    _table(
        s,
        700,
        xs,
        [head, [["Trappor"], ["Leverantören ska våtmoppa varje", "trapphus en gång i veckan."], ["14"]]],
        [BOLD, "Helvetica"],
    )
    s.next()
    _table(
        s,
        70,
        xs,
        [head, [["Hissar"], ["Leverantören ska torka hissarnas", "väggar varje vardag."], ["6"]]],
        [BOLD, "Helvetica"],
    )
    s.at(LEFT, 180, "Priserna anges per månad och avser hela uppdraget under det första avtalsåret.")
    for k, (a, b, c) in enumerate(
        [
            ("Tjänst", "Enhet", "Högsta pris"),
            ("Grundstädning", "tillfälle", "4 000 kr"),
            ("Fönsterputs", "timme", "390 kr"),
            ("Storstädning", "timme", "410 kr"),
        ]
    ):
        s.at(LEFT, 220 + 14 * k, a, BOLD if k == 0 else "Helvetica")
        s.at(250, 220 + 14 * k, b, BOLD if k == 0 else "Helvetica")
        s.at(400, 220 + 14 * k, c, BOLD if k == 0 else "Helvetica")
    s.next()
    s.save()


def headings() -> None:
    """Numbers that are headings and numbers that are not; a table of contents."""
    s = Sheet("headings.pdf")
    s.at(LEFT, 60, "Innehåll", BOLD, 12)
    for k, (title, page) in enumerate(
        [("1 Bakgrund", 1), ("1.1 Lokalerna", 1), ("2 Krav på utförandet", 2), ("2.1 Personal", 2)]
    ):
        s.at(LEFT, 85 + 14 * k, f"{title} {'.' * 60} {page}")
    s.at(LEFT, 170, "1 Bakgrund", BOLD, 14)
    s.at(LEFT, 195, "1.1 Lokalerna", BOLD, 12)
    s.lines(
        LEFT,
        215,
        [
            "Uppdraget omfattar skolor och förskolor i hela kommunen. Den sammanlagda ytan är uppskattad till cirka",
            "2 500 m2 golv. Lokalerna är i drift året om. Uteslutning kan ske enligt de grunder som framgår av 13 kap.",
            "4 § i lagen. Avtalet gäller från den",
            "1 mars året efter tilldelningen.",
        ],
    )
    s.at(LEFT, 290, "1.2 Förtydliganden, kompletteringar och frågor om upphandlingsdokumenten", BOLD, 12)
    s.at(LEFT, 304, "samt beställarens svar", BOLD, 12)
    s.at(LEFT, 330, "Frågor ska ställas skriftligt. Se även punkt 2.1 om personal.")
    s.at(LEFT, 370, "2 Krav på utförandet", BOLD, 14)
    s.at(LEFT, 395, "2.1 Personal", BOLD, 12)
    s.at(LEFT, 420, "Introduktion", BOLD, 10)
    s.at(LEFT, 440, "Ny personal ska få introduktion före första arbetspasset och en namngiven handledare.")
    s.next()
    s.save()


def letters() -> None:
    """Letters that are stored in two parts, ligatures and soft hyphens."""
    pdfmetrics.registerFont(TTFont("DejaVu", str(DEJAVU / "DejaVuSans.ttf")))
    s = Sheet("letters.pdf")
    s.at(LEFT, 100, "A\u030atga\u0308rder ska utfo\u0308ras inom tre dagar.", "DejaVu")
    s.at(LEFT, 130, "Leverantören ska ha certi\ufb01erad personal med yrkeskompe\u00adtens.", "DejaVu")
    s.next()
    s.save()


def scanned() -> None:
    """A page that is a picture, between two pages of text."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (400, 560), 200).save(picture, "PNG")
    picture.seek(0)
    s = Sheet("scanned.pdf")
    s.at(LEFT, 100, "Den första sidan har text som går att läsa på vanligt sätt.")
    s.next()
    s.canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    s.next()
    s.at(LEFT, 100, "Den tredje sidan har också text som går att läsa.")
    s.next()
    s.save()


def turned() -> None:
    """A page that is shown turned by 90 degrees."""
    s = Sheet("turned.pdf")
    s.canvas.setPageRotation(90)
    s.canvas.saveState()
    s.canvas.translate(WIDTH, 0)
    s.canvas.rotate(90)
    s.canvas.setFont("Helvetica", 10)
    s.canvas.drawString(70, 500, "Liggande sida med en mening som ska läsas.")
    s.canvas.restoreState()
    s.next()
    s.save()


def watermark() -> None:
    """A word aslant across both pages, behind the text."""
    s = Sheet("watermark.pdf")
    for page in range(2):
        s.canvas.saveState()
        s.canvas.translate(150, 250)
        s.canvas.rotate(45)
        s.canvas.setFillGray(0.85)
        s.canvas.setFont("Helvetica-Bold", 80)
        s.canvas.drawString(0, 0, "UTKAST")
        s.canvas.restoreState()
        for i in range(46):
            s.at(LEFT, 80 + 14 * i, f"Leverantören ska hämta varor av slaget {page * 46 + i} inom två dagar.")
        s.next()
    s.save()


def notes() -> None:
    """Footnotes between the halves of a sentence that runs over the page end; signs behind words; m2 is none."""
    s = Sheet("notes.pdf")
    s.at(LEFT, 700, "Ytan är 900 m")
    s.at(LEFT + 60.6, 696, "2", "Helvetica", 6)
    s.at(LEFT + 67, 700, "enligt ritning, och leverantören ska utföra städningen enligt metodboken")
    s.at(
        LEFT
        + 67
        + s.canvas.stringWidth(
            "enligt ritning, och leverantören ska utföra städningen enligt metodboken", "Helvetica", 10
        )
        + 0.2,
        696,
        "1",
        "Helvetica",
        6,
    )
    s.at(
        LEFT, 713, "varje vardag före klockan sju så att personalen kan börja sitt arbete utan att behöva vänta in att"
    )
    s.at(LEFT, 750, "1 Metodboken finns hos beställaren och lämnas ut", "Helvetica", 8)
    s.at(LEFT, 760, "på begäran.", "Helvetica", 8)
    s.at(LEFT, 772, "2 Den andra noten.", "Helvetica", 8)
    s.next()
    s.at(LEFT, 100, "golven torkar. Nästa mening handlar om fönster.")
    s.lines(LEFT, 130, ["Fönster ska putsas två gånger om året, på våren och på hösten, av personal som har fått"] * 3)
    s.next()
    s.save()


def comments() -> None:
    """A comment and two form fields, one of them filled in."""
    s = Sheet("comments.pdf")
    s.at(LEFT, 100, "Leverantören ska städa varje dag.")
    s.canvas.textAnnotation("Är det rimligt?", Rect=[LEFT, HEIGHT - 105, LEFT + 80, HEIGHT - 90])
    s.canvas.acroForm.textfield(name="namn", value="Ada", x=LEFT, y=500, width=120, height=20)
    s.canvas.acroForm.textfield(name="ort", value="", x=LEFT, y=460, width=120, height=20)
    s.next()
    s.save()


def long_table() -> None:
    """A table over four pages whose header row comes back at the head of each, under a ruled letterhead."""
    s = Sheet("long_table.pdf")
    for page in range(4):
        _table(s, 20, [LEFT, 300, 520], [[["Granvikens kommun"], [f"Sida {page + 1} (4)"]]], ["Helvetica"])
        rows = [[["Objekt"], ["Krav"]]]
        rows += [
            [[f"Hus {page * 9 + k}"], [f"Golven ska moppas {k} gånger i veckan", "av egen personal."]]
            for k in range(2, 11)
        ]
        _table(s, 70, [LEFT, 200, 520], rows, [BOLD] + ["Helvetica"] * 9)
        s.next()
    s.save()


def broken() -> None:
    """Files that cannot be read."""
    s = Sheet("locked.pdf", encrypt=StandardEncryption("hemligt", "hemligare", strength=128))
    s.at(LEFT, 100, "Låst text.")
    s.next()
    s.save()
    whole = (HERE / "columns.pdf").read_bytes()
    (HERE / "truncated.pdf").write_bytes(whole[: len(whole) // 5])
    (HERE / "no_pdf.pdf").write_bytes("Detta är ingen PDF utan vanlig text.\n".encode())
    (HERE / "empty.pdf").write_bytes(b"")


if __name__ == "__main__":
    for make in (
        columns,
        running,
        lists,
        tables,
        headings,
        letters,
        scanned,
        turned,
        watermark,
        notes,
        comments,
        long_table,
        broken,
    ):
        make()
