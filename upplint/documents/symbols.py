"""Characters of symbol fonts (Symbol, Wingdings), which Word stores as private codes (U+F0xx)."""

from __future__ import annotations

EMPTY_BOXES = "☐□◻▢❏❑❒⬜"
TICKED_BOXES = "☑☒⊠✅🗹🗷"

_GREEK = {
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}
_SYMBOL = {
    **{ord(k): v for k, v in _GREEK.items()},
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xA2: "′", 0xD6: "√",
}  # fmt: skip
_WINGDINGS = {
    0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFD: "☒", 0xFE: "☑", 0x78: "☒", 0xFB: "✗", 0xFC: "✓",
    0x6C: "●", 0x6E: "■", 0xA7: "▪", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0x9F: "•", 0x9E: "·",
    0x2A: "✉", 0x28: "☎", 0x77: "⬥", 0xB7: "•",
}  # fmt: skip
_WINGDINGS2 = {0xA3: "☐", 0x2A: "☐", 0x30: "☐", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x4F: "✗", 0x50: "✓", 0x97: "●"}
_WEBDINGS = {0x63: "☐", 0x61: "✓", 0x72: "✗"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "webdings": _WEBDINGS}


def is_symbol_font(font: str | None) -> bool:
    """Whether the font shows other signs than the letters stored."""
    return bool(font) and str(font).lower() in _FONTS


def symbol(char: str, font: str | None) -> str:
    """What a character of that font looks like, as one Unicode character.

    Private codes outside the known tables become a bullet: nearly all are ornaments before list items.
    """
    code = ord(char)
    private = 0xF000 <= code <= 0xF0FF
    table = _FONTS.get((font or "").lower())
    if table is not None:
        low = code - 0xF000 if private else code
        return table.get(low, chr(low) if table is _SYMBOL and 0x20 <= low < 0x7F else ("•" if low > 0x20 else " "))
    if private:
        return _WINGDINGS.get(code - 0xF000) or _SYMBOL.get(code - 0xF000) or "•"
    return char
