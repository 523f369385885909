"""Whether a number is counted in the noun a question asks for: by its name, another word, a classifier.

A number of something else is no answer, however well its sentence fits. All words are folded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kb.model import Span
from kb.text import fold

# Units, by what a question calls them.
MONEY = r"(?:(?:nghin|ngan|trieu|ty|ti)\s+)*(?:dong|usd|do la|vnd|d)\b|(?:trieu|ty|ti)\b"
SUM = r"(?:so )?tien|kinh phi|von|ngan sach|doanh thu|chi phi|thu nhap"
UNITS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"(?:{asked})(?!\w)"), re.compile(rf"\s*(?:{written})"))
    for asked, written in (
        (r"phan tram|%", r"%|phan tram\b"),
        (rf"{SUM}|(?:nghin |ngan |trieu |ty |ti )?dong|(?:trieu|ty|ti)|usd|money", MONEY),
        (r"met vuong|m2", r"m(?:2|²|et vuong)(?!\w)"),
        (r"met khoi|m3|khoi", r"m(?:3|³|et khoi)(?!\w)|khoi\b"),
        (r"ha|hecta|hec ta|hectares?", r"(?:ha|hecta|hec ta)\b"),
        (r"dien tich|area", r"(?:ha|hecta|hec ta)\b|k?m(?:2|²|et vuong)(?!\w)"),
        (r"km|ki lo met|cay so|kilomet(?:er|re)s?", r"(?:km|ki lo met)(?![²\w])"),
        (r"met|m|met(?:er|re)s?", r"(?:m|met)(?![²³\w]|\s+(?:vuong|khoi))"),
        (r"tan|tons?|tonnes?", r"tan\b"),
        (r"kg|ky|ki lo gam|kilograms?", r"(?:kg|ki lo gam)\b"),
        (r"gam|g|grams?", r"(?:gam|g)\b"),
    )
)
# Other words for the noun asked for, each way a group is counted in; several words must all stand there.
ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split("; "))
    for group in (
        "nguoi; cong dan; doi tuong; luot nguoi; bi can; can bo; chien si; nguoi dan; dai bieu; nhan khau",
        "nguoi; truong hop",
        "thanh nien; cong dan",
        "ho; ho gia dinh; ho dan; gia dinh; ho ca the",
        "vu; vu viec; vu an; truong hop",
        "giay phep; gpxd; ho so cap phep; ho so; gp",
        "giay chung nhan; gcn; so do",
        "hop tac xa; htx",
        "doanh nghiep; dn; cong ty",
        "truong; truong hoc; don vi truong",
        "qua; suat; suat qua; phan qua",
        "cuoc hop; cuoc; phien; hoi nghi; buoi",
        "cuoc; buoi; dot; luot",
        "ca; truong hop; luot; benh nhan",
        "thu tuc; thu tuc hanh chinh; tthc",
        "luot; luot nguoi; luot khach",
        "van ban; nghi quyet; quyet dinh",
    )
)
# A noun is also counted by these, when it stands behind them or before the number: "xảy ra 10 vụ".
PEOPLE = re.compile(
    r"(?:hoc sinh|sinh vien|giao vien|can bo|cong chuc|vien chuc|khach|du khach|benh nhan|dai bieu|lao dong"
    r"|thanh nien|tre|phu nu|cu tri|hoi vien|doan vien|dang vien|hoc vien|chien si|cong dan|nguoi|dan"
    r"|thi sinh|nhan vien)\b"
)
OF_PEOPLE = frozenset(("nguoi", "luot", "em", "truong", "doi", "dong", "suat"))
OF_THINGS = frozenset(
    """
    vu con cay luot lan truong cai chiec suat cuoc ca dot buoi bo danh loai to so muc phan co doi
    """.split()  # noqa: SIM905
)
NO_CLASSIFIER = (" doi tuong ",)  # "21 đối tượng mua bán ma túy" are no drugs
ONLY_COUNTS = frozenset(("con", "luot", "cai", "chiec", "suat", "truong hop"))  # what of, the next word says
# Nouns of one syllable; the first syllable of others means nothing: "dân" of "dân số".
SHORT_NOUNS = frozenset(
    """
    ho vu nguoi cay con xa phuong huyen tinh lop don ca cuoc to suat qua nha cau duong o thua ban goi
    luot dot buoi doan gio diem khach lon bo trau cho meo ga vit truong tram thon khoi phong so nganh
    tang giuong ghe xe may tau km ha m kg tan tien cap tuyen doi nhom loai quyen cuon chuyen phien ky
    lan ngay tuan thang nam bai tin sao den cong kho chau em bac ong ba
    """.split()  # noqa: SIM905  a paragraph reads better than a list
)
# Those of them that a classifier counts; others count for themselves: "5484 lượt" are no "phường".
TAKES_CLASSIFIER = frozenset(
    """
    lon bo trau cho meo ga vit cay xe may tau ghe nha cau don qua
    """.split()  # noqa: SIM905
)
WORD = re.compile(r"[^\W\d_]+")
SORT = re.compile(r"\s*(?:du thao|danh muc|ho so|don vi) (?=\w)")  # before the noun: "02 dự thảo báo cáo"
STOP = re.compile(r"[,;:.()\d|\n]")
# Between a noun and its number: "số hộ đạt: 25".
LEADS_TO = r"\W*(?:(?:la|dat|gom|co|duoc|khoang|tren|hon|uoc|tong so)\W+)*"
REACH = 90  # characters before and after a number in which its noun is looked for
NEAR_AFTER, NEAR_BEFORE = 6, 12  # words among them
OWN_NAME, OTHER_NAME, CLASSIFIED = range(3)
COMPOUND = re.compile(
    r"\s*(?:truong hop|doi tuong|bi can|bi cao|ho so|quyet dinh|phuong tien|chuyen an|cong trinh|du an"
    r"|doanh nghiep|hop tac xa|ho gia dinh|giay phep|giay chung nhan|thong bao|nghi quyet|to trinh|bao cao"
    r"|khieu nai|to cao|de nghi|thanh vien|hoc sinh|can bo|chien si|cong dan|vien chuc|cong chuc|dai bieu"
    r"|co so|don vi|dia diem|to chuc|ca nhan|tuyen duong|lao dong|thu tuc|san pham|nhiem vu|gian hang)\b"
)
NOUN = re.compile(r"\s*[^\W\d_]+")
BARE = re.compile(r"\s*(?:[;,.)|\t\n]|$)")
BROKEN_DOWN = re.compile(r"[^;().\d]{0,20}\((?:trong đó|gồm|bao gồm|có|:|\s)*(?:[^();]*,\s*)?$")
# A part is not measured in something of its own.
APART = re.compile(r"%|\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|ha|m²|m2|km|tấn|năm|tháng|ngày)\b", re.IGNORECASE)


def fitting(sentence: str, numbers: Sequence[Span], measures: Sequence[str]) -> list[Span]:
    """The numbers with their noun that are counted in one of `measures`, of those that name it most exactly:
    by its own name, another word for it, or a classifier beside it; and their parts.
    """
    best: dict[int, list[Span]] = {}
    for measure in measures:
        for number in numbers:
            found = _counted(sentence, number, measure)
            if found:
                best.setdefault(found[0], []).append(found[1])
    if not best:
        return []
    named = best[min(best)]
    exact = sorted(
        {span for span in named if not any(o.start == span.start and o.end > span.end for o in named)}
    )
    parts = [part for number in sorted(numbers) for part in _part(sentence, number, exact)]
    return sorted({*exact, *parts})


def names(head: str, measure: str) -> bool:
    """Whether the head of a column names what is counted: "Kinh phí (triệu đồng)"."""
    if any(asked.match(measure) and (asked.search(head) or written.search(head)) for asked, written in UNITS):
        return True
    return any(f" {noun} " in f" {' '.join(WORD.findall(head))} " for noun in _nouns(measure)[1])


def _part(sentence: str, number: Span, wholes: Sequence[Span]) -> list[Span]:
    """A number that goes without saying what it counts, for the last before it did: "42 đơn (35 đề nghị, 07
    khiếu nại)", "khám bệnh: 3.675 lượt, trong đó khám dự phòng: 340"."""
    whole = max((w for w in wholes if w.end <= number.start), default=None)
    if whole is None:
        return []
    between = sentence[whole.end : number.start]
    broken_down = BROKEN_DOWN.match(between) and not APART.match(sentence, number.end)
    bare = BARE.match(sentence, number.end) and between.rstrip().endswith((":", " là"))
    if not broken_down and not bare:
        return []
    return [Span(number.start, whole_noun(sentence, number.end) if broken_down else number.end)]


def whole_noun(sentence: str, at: int) -> int:
    """Where the noun ends that begins at `at`: "trường hợp" is one."""
    noun = COMPOUND.match(fold(sentence[at : at + REACH])) or NOUN.match(sentence[at : at + REACH])
    return at + noun.end() if noun else at


def _counted(sentence: str, number: Span, measure: str) -> tuple[int, Span] | None:
    """How far from the words asked for the number's noun is, 0 being the same, and where both stand."""
    unit = _unit(measure)
    if sentence[number.end - 1] == "%":
        return (0, number) if unit and unit.match("%") else None
    after = fold(sentence[number.end : number.end + REACH])
    if unit is None:
        before = fold(sentence[max(number.start - REACH, 0) : number.start])
        found = _noun(after, before, measure)
        return (found[0], Span(number.start, number.end + found[1])) if found else None
    written = unit.match(after)
    return (0, Span(number.start, number.end + written.end())) if written else None


@lru_cache(maxsize=1_000)
def _unit(measure: str) -> re.Pattern[str] | None:
    return next((written for asked, written in UNITS if asked.match(measure)), None)


@lru_cache(maxsize=1_000)
def _nouns(measure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ways to name what is counted: by all its words or fewer of them; and these with other words for
    them."""
    words = measure.split()
    least = 1 if len(words) == 1 or words[0] in SHORT_NOUNS else 2
    heads = [" ".join(words[:n]) for n in range(len(words), least - 1, -1)]
    if words[0] in ONLY_COUNTS and len(words) > 1:
        heads = [head for head in heads if " " in head] + words[1:2]
    others = [other for head in heads for group in ALIKE if head in group for other in sorted(group)]
    return tuple(heads), tuple(dict.fromkeys((*heads, *others)))


def _noun(after: str, before: str, measure: str) -> tuple[int, int] | None:
    """Its place among the ways to name it, and how many characters behind the number it ends."""
    stop = STOP.search(after)
    end = stop.start() if stop else len(after)
    said = [(m[0], m.end()) for m in WORD.finditer(after, 0, end)][:NEAR_AFTER]
    words = [word for word, _ in said]
    sort = SORT.match(after)
    behind, earlier = _padded(words), _padded(WORD.findall(before)[-NEAR_BEFORE:])
    heads, nouns = _nouns(measure)
    whole = COMPOUND.match(after)
    for name in nouns:
        if whole and whole[0].split()[:1] == [name] and whole[0].strip() not in nouns:
            continue  # "96 trường hợp" are no "trường"
        place = OWN_NAME if name in heads else OTHER_NAME
        if behind.startswith(f" {name} "):
            return place, said[name.count(" ")][1]
        if sort and after.startswith(name, sort.end()) and not after[sort.end() + len(name) :][:1].isalpha():
            return place, sort.end() + len(name)
    for place, name in enumerate(nouns, CLASSIFIED):
        if not words and re.search(rf"\b{name}{LEADS_TO}$", before):
            return place, 0
        classifiers = OF_PEOPLE if PEOPLE.match(name) else OF_THINGS
        counts = words and words[0] in classifiers and not behind.startswith(NO_CLASSIFIER)
        if name in SHORT_NOUNS and name not in TAKES_CLASSIFIER and not PEOPLE.match(name):
            continue
        if counts and (f" {name} " in behind or f" {name} " in earlier):
            return place, whole_noun(after, 0)
    return None


def _padded(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
