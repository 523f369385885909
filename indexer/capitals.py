"""Names of bodies as they are written inside a sentence, from the capitals of a letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.text import fold, normalize

# Names of bodies as they are written inside a sentence; longest first. Other syllables are a field or a
# place.
_PHRASES = sorted(
    (
        "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam",
        "Ủy ban Thường vụ Quốc hội",
        "Ban Quản lý dự án",
        "Ban Thường trực", "Ban Thường vụ", "Ban Chấp hành", "Ban Chấp hành Trung ương", "Bộ Chính trị",
        "Ban Bí thư",
        "Đảng bộ", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Văn phòng",
        "Chính phủ",
        "Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Quốc hội", "Chủ tịch nước", "Tòa án nhân dân",
        "Công an",
        "Viện kiểm sát nhân dân", "Đoàn đại biểu Quốc hội", "Ban Chỉ đạo", "Ban Quản lý", "Trung tâm",
        "Thanh tra",
        "Bộ Chỉ huy quân sự", "Liên đoàn Lao động", "Hội Liên hiệp Phụ nữ", "Hội Nông dân",
        "Ban An toàn giao thông",
        "tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "phường", "xã", "đặc khu", "và",
        "các", "của", "về", "cấp", "miền Bắc", "miền Trung", "miền Nam", "Tổng công ty", "Tập đoàn",
        "Chi cục", "Tổng cục", "Chủ tịch", "Trạm", "Hạt", "Bệnh viện", "Công ty", "Công Thương", "Đại học",
        "Cao đẳng",
    ),
    key=lambda phrase: -len(phrase.split()),
)  # fmt: skip
_PHRASE_OF = {normalize(phrase): phrase for phrase in _PHRASES}
# At the head of a name these are the kind of body; further on they are parts of words (quốc phòng, môi
# trường).
_KINDS = frozenset(("sở", "bộ", "ban", "phòng", "cục", "viện", "trường"))
_LONGEST = max(len(phrase.split()) for phrase in _PHRASE_OF)
PLACE_WORDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
_AREA_HEADS = frozenset((*PLACE_WORDS, "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy"))
_ABBREVIATION = re.compile(r"[b-df-hj-np-tvwxz&]{2,}", re.I)  # PTNT, GD&ĐT: no vowel, folded
_SHORT = (
    (r"\bUBND\b", "ỦY BAN NHÂN DÂN"), (r"\bHĐND\b", "HỘI ĐỒNG NHÂN DÂN"), (r"\bTP\.?(?=\s)", "THÀNH PHỐ"),
    (r"\bUB(?=MTTQ)", "ỦY BAN "), (r"\bMTTQ(?:\s+(?:VN|VIỆT NAM))?(?=\s|$)", "MẶT TRẬN TỔ QUỐC VIỆT NAM"),
)  # fmt: skip


def proper_name(capitals: str) -> str:
    """A body's name as written inside a sentence: ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI → Ủy ban nhân dân
    thành phố Hà Nội.
    """
    capitals = re.sub(r"\b(HĐND|UBND)\s*&\s*(?=HĐND|UBND)", r"\1 VÀ ", capitals)
    for pattern, full in _SHORT:
        capitals = re.sub(pattern, full, capitals)
    syllables = capitals.split()
    found: list[str] = []
    in_place = False
    begins_field = False
    at = 0
    while at < len(syllables):
        length, phrase = _phrase(syllables, at)
        if phrase:
            found.append(phrase)
            in_place = phrase in _AREA_HEADS or (in_place and phrase not in ("và", "của", "các", "về"))
            begins_field = not in_place and phrase not in ("các", "cấp")
        else:
            length = 1
            syllable = syllables[at]
            title = in_place or begins_field or syllable == "-"
            if _ABBREVIATION.fullmatch(fold(syllable)):
                found.append(syllable)
            else:
                found.append(syllable.title() if title else syllable.lower())
            begins_field = (
                syllable.endswith(",") or syllable in ("-", "–") or (not at and syllable.lower() in _KINDS)
            )
        at += length
    name = " ".join(found)
    return name[:1].upper() + name[1:]


def _phrase(syllables: Sequence[str], at: int) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(syllables) - at), 0, -1):
        phrase = _PHRASE_OF.get(normalize(" ".join(syllables[at : at + length])))
        if phrase:
            return length, phrase
    return 0, ""
