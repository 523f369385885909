"""Short forms of chat spelt out: "gói hỗ trợ bn nghìn tỷ" asks "bao nhiêu"."""

from __future__ import annotations

import re
from functools import cache

from kb.text import fold
from kb.wordlists import chat_forms

# Behind one of these a letter is a name: "điểm k khoản 2", "lô K".
LETTERED = re.compile(r"\b(?:diem|khoan|muc|nhom|lo|khu|to|khoi|loai|hang|bang|phu luc|va|,)\s*$")


def spelt_out(text: str) -> str:
    """`text` (NFC) with the short forms of chat spelt out, without marks when the writer types none."""
    bare = fold(text) == text.lower()

    def meant(match: re.Match[str]) -> str:
        if len(match[0]) == 1 and LETTERED.search(fold(text[: match.start()])):
            return match[0]
        full = chat_forms()[match[0].lower()]
        return fold(full) if bare else full

    return _forms().sub(meant, text)


@cache
def _forms() -> re.Pattern[str]:
    """In lower case, for DC and NG are names, or with the capital that opens a question; never in a code."""
    lower = sorted(chat_forms(), key=len, reverse=True)
    opening = "|".join(form.capitalize() for form in lower if len(form) > 1)
    return re.compile(rf"(?<![\w/&.-])(?:{'|'.join(lower)}|\A(?:{opening}))(?![\w/&)]|[.-]\w)")
