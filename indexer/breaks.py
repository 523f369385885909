"""Where a paragraph goes on behind a page break or the end of a printed line, and where it does not."""

from __future__ import annotations

import re

from indexer.markup import SUPERSCRIPT, SURE_MARK

_FINISHED = re.compile(r"[.;:!?…]\W*$|/\.\W*$")
_TAIL = 60  # characters looked at: a row of dots may be as long as the text
_WORD = re.compile(r"[^\W\d_]+")
# Words that never end a Vietnamese sentence or title, and those that do not when a number comes next.
_NEVER_LAST = frozenset(
    ("của", "và", "với", "cho", "tại", "các", "những", "mọi", "để", "do", "từ", "hoặc", "nhưng", "nhằm",
    "bởi",
     "vì", "nếu", "bị", "đã", "đang", "rất", "gồm", "thuộc", "giữa")
)  # fmt: skip
_WANTS_NUMBER = _NEVER_LAST | frozenset(
    ("ngày", "tháng", "số", "điều", "khoản", "điểm", "mục", "phần", "chương", "biểu", "bảng", "đến", "đạt",
     "được", "khoảng", "trên", "là", "về", "theo")
)  # fmt: skip
# After these a proper name follows, so a name at the head of the next block belongs to them.
_WANTS_NAME = frozenset(
    ("phố", "tỉnh", "huyện", "xã", "phường", "quận", "trấn", "thôn", "khối", "đường", "sông", "chí",
    "ông", "bà",
     "án", "khu", "sở", "ban", "phòng", "bộ", "trường", "ty")
)  # fmt: skip


def finished(text: str) -> bool:
    """Whether a text ends with a stop; closing quotes and brackets may follow it."""
    return bool(_FINISHED.search(text[-_TAIL:]))


def continues(before: str, after: str) -> bool:
    """Whether the paragraph `after` goes on with the sentence that `before` breaks off.

    Certain when `after` begins in lower case; else `before` must end in a word that cannot end a sentence, or
    in the middle of a name.
    """
    before = before.rstrip(SUPERSCRIPT + SURE_MARK + " ")
    if not before or not after or finished(before):
        return False
    first = after[0]
    if first.islower():
        return True
    last_words = _WORD.findall(before[-60:])[-2:]
    if not last_words or not before[-1].isalnum():
        return before[-1] == "," and first.isdigit()
    last = last_words[-1]
    if last in (_WANTS_NUMBER if first.isdigit() else _NEVER_LAST):
        return first.isalnum() or first in "“\"'("
    opening = re.match(r"[^\W\d_]+ [^\W\d_]+", after)
    if opening is None or not all(word[0].isupper() for word in opening[0].split()):
        return False
    name_begun = last[0].isupper() and len(last_words) == 2 and last_words[0].islower()
    return not after.isupper() and (last in _WANTS_NAME or (name_begun and not last.isupper()))


def wants_more(line: str) -> bool:
    """Whether a printed line ends where the next must go on: a number there is part of the sentence."""
    last = _WORD.findall(line[-30:])[-1:]
    if line.isupper():  # a title: II. THÀNH PHẦN
        return False
    return line[-1:].isalpha() and bool(last) and last[0].lower() in _WANTS_NUMBER
