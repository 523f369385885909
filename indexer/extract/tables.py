"""Letter tables of the encodings Vietnam used before Unicode.

Each maps the characters one sees when the bytes are read as Windows-1252 to the letters that were
meant, so one table serves files and the runs of a document set in a legacy font. Sources: TCVN
5712:1993 (VN3), RFC 1456
(VISCII), the VNI-Windows key chart; checked against ../shared/documents/encodings.
"""

from __future__ import annotations

import unicodedata

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦∙",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯã",
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
# VNI writes a mark after its letter ("aù" is á); the letters below stand for themselves.
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä":
    _HAT + _DOT, "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE +
    _TILDE, "ë": _BREVE + _DOT, }  # fmt: skip
_VNI_LETTERS = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_VNI = str.maketrans(
    {
        seen: meant
        for lower, written in (*_VNI_MARKS.items(), *_VNI_LETTERS.items())
        for seen, meant in ((lower, written), (lower.upper(), written.upper()))
    }
)

_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = str.maketrans(
    "".join(map(chr, range(0x80, 0x100))) + "\x02\x05\x06\x14\x19\x1e", _VISCII_HIGH + "ẲẴẪỶỸỴ"
)


def from_tcvn3(text: str) -> str:
    """TCVN3 has capitals only for bare letters: an accented letter among capitals is meant as one."""
    return "\n".join(_capitals(line) for line in text.translate(_TCVN3).split("\n"))


def from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_VNI))


def from_viscii(text: str) -> str:
    """`text` is the bytes read as Latin-1: VISCII also uses the control range."""
    return text.translate(_VISCII)


def _capitals(line: str) -> str:
    words = line.split(" ")
    shouted = [_shouted(word) for word in words]
    return " ".join(
        word.upper() if loud or (loud is None and _around(shouted, i)) else word
        for i, (word, loud) in enumerate(zip(words, shouted, strict=True))
    )


def _shouted(word: str) -> bool | None:
    """Whether a word is in capitals by its bare letters; None when they cannot tell, as in a code."""
    if "/" in word or any(c.isdigit() for c in word):
        return None if word.islower() or not any(c.islower() and not c.isascii() for c in word) else False
    bare = [c for c in word if c.isascii() and c.isalpha()]
    if any(c.islower() for c in bare):
        return False
    return True if len(bare) > 1 or (bare and not word.lstrip("(\"“'")[:1].isupper()) else None


def _around(shouted: list[bool | None], i: int) -> bool:
    before = next((loud for loud in reversed(shouted[:i]) if loud is not None), None)
    after = next((loud for loud in shouted[i + 1 :] if loud is not None), None)
    return before is not False and after is not False and bool(before or after)
