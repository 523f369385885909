"""Organisations named in a text: those of the authority, and others by the grammar of their names.

A name is a head ("Sở", "UBND", "các cơ quan") and what follows it up to the verb: a known field of government
("Nông nghiệp và Phát triển nông thôn"), capitalised words with the small syllables that belong to them, a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer.cues import MODAL, VERB
from kb.model import Document, Span, Unit, UnitLevel
from kb.text import fold, normalize
from kb.units import Scope, UnitAuthority, canonical

FIELDS = """
nông nghiệp và phát triển nông thôn | nông nghiệp và môi trường | tài nguyên và môi trường | tài nguyên môi trường | kế hoạch và đầu tư
| kế hoạch - tài chính | tài chính - kế hoạch | tài chính | giáo dục và đào tạo | giáo dục | khoa học và công nghệ | thông tin và truyền thông
| văn hóa, thể thao và du lịch | văn hóa - thể thao | văn hóa và thông tin | văn hóa - thông tin | văn hóa - xã hội | văn hóa
| văn hóa, khoa học và thông tin | lao động - thương binh và xã hội | lao động, thương binh và xã hội | giao thông vận tải | xây dựng
| công thương | nội vụ | tư pháp | y tế | ngoại vụ | ngoại giao | dân tộc và tôn giáo | dân tộc | tôn giáo | du lịch | quốc phòng
| công an | kinh tế và hạ tầng | kinh tế, hạ tầng và đô thị | kinh tế - ngân sách | kinh tế | quản lý đô thị | quy hoạch - kiến trúc
| phát triển quỹ đất | đăng ký đất đai | tổ chức - nội vụ | tổ chức | tuyên giáo | tuyên giáo và dân vận | dân vận | kiểm tra | nội chính | pháp chế | dân chủ - pháp luật
| quản lý dự án đầu tư xây dựng | quản lý dự án | dự án đầu tư xây dựng | các khu công nghiệp | khu kinh tế | quản lý các khu công nghiệp | quản lý khu kinh tế | kiểm lâm | thuế | hải quan | thống kê
| quản lý thị trường | thi hành án dân sự | phục vụ hành chính công | kiểm soát bệnh tật | khuyến nông | dịch vụ nông nghiệp | văn hóa và truyền thông
| văn hóa, thông tin và thể thao | giải phóng mặt bằng | phòng, chống thiên tai | chỉ huy quân sự | quân sự | bảo hiểm xã hội | tổng hợp | hành chính - quản trị
"""
FIELD = (
    "(?:"
    + "|".join(
        sorted(
            (
                f.strip().replace(" - ", r"\s*[-–,]\s*").replace(", ", r",?\s+").replace(" ", r"\s+")
                for f in FIELDS.split("|")
            ),
            key=len,
            reverse=True,
        )
    )
    + ")"
)
PLACE_KIND = r"(?:tỉnh|thành\s+phố|tp\.?|thị\s+xã|thị\s+trấn|huyện|quận|xã|phường|đặc\s+khu|khu\s+vực|thôn|khối\s+phố|tổ\s+dân\s+phố)"
KINDS = rf"{PLACE_KIND}(?:(?:\s*,\s*|\s+và\s+|\s*/\s*|\s+)(?:trực thuộc\s+)?{PLACE_KIND})*"
NOUN = (
    r"(?:cơ\s+quan(?:\s+(?:ngang\s+bộ|thuộc\s+chính\s+phủ|chuyên\s+môn|thông\s+tấn|báo\s+chí|trung\s+ương))?|đơn\s+vị|phòng|ban|sở|ngành|bộ|cấp|địa\s+phương|tổ\s+chức"
    r"|cá\s+nhân|hội(?!\s+(?:đồng|nghị))|đoàn\s+thể|doanh\s+nghiệp|chủ\s+đầu\s+tư|nhà\s+thầu|chủ\s+rừng|lực\s+lượng\s+chức\s+năng|"
    + PLACE_KIND
    + r")(?!\w)"
)
NOUNS = rf"{NOUN}(?:(?:\s*,\s*|\s*-\s*|\s+và\s+|\s*/\s*|\s+)(?:các\s+)?{NOUN})*"
PLURAL = r"(?:toàn\s+thể\s+|tất\s+cả\s+)?(?:các|những|mọi|một\s+số)"
MEMBERS = r"(?:thành\s+viên|tổ\s+viên|đại\s+biểu|tổ\s+đại\s+biểu|ban)"
COUNCIL = (
    r"(?:ubnd|ủy\s+ban\s+nhân\s+dân|hđnd|hội\s+đồng\s+nhân\s+dân|ủy\s+ban\s+(?:mttq|mặt\s+trận\s+tổ\s+quốc)(?:\s+việt\s+nam)?|ubmttq"
    r"|mttq|mặt\s+trận\s+tổ\s+quốc|(?:tỉnh|thành|huyện|thị|quận|đảng)\s+ủy|đảng\s+bộ|đoàn\s+đại\s+biểu\s+quốc\s+hội|đoàn\s+đbqh)"
)
ORGAN_OF = r"(?:thường\s+trực|ban\s+thường\s+vụ|ban\s+thường\s+trực|ban\s+chấp\s+hành|văn\s+phòng|ủy\s+ban\s+kiểm\s+tra|ban\s+tổ\s+chức|ban\s+tuyên\s+giáo|ban\s+dân\s+vận|btv|bch)"
CENTRAL = (
    r"(?:văn\s+phòng\s+)?(?:chính\s+phủ|quốc\s+hội|thủ\s+tướng\s+chính\s+phủ|phó\s+thủ\s+tướng(?:\s+chính\s+phủ)?|chủ\s+tịch\s+nước|ban\s+bí\s+thư|bộ\s+chính\s+trị"
    r"|tổng\s+bí\s+thư|trung\s+ương\s+đảng)"
)
# Words that begin like the head of a name and are none.
NO_HEAD = (
    r"(?!ban\s+(?:hành|đầu|bố|ngày|đêm|hoặc)|báo\s+(?:cáo|động)|hội\s+(?:nghị|thảo|họp|nhập)|phòng\s*,?\s+(?:chống|ngừa|tránh)|trường\s+hợp"
    r"|bộ\s+(?:máy|luật|tiêu|hồ|chỉ\s+số|thủ\s+tục)|sở\s+(?:hữu|dĩ|thích)|vụ\s+(?:việc|án|đông|xuân|mùa|hè)|đội\s+ngũ|đoàn\s+(?:kết|thể)|quỹ\s+đất"
    r"|cục\s+bộ|viện\s+(?:dẫn|trợ)|đài\s+thọ|hạt\s+nhân|hội\s+đồng\s+nhân|tổ\s+chức)"
)
HEAD = (
    NO_HEAD
    + r"(?:bộ\s+chỉ\s+huy|ban\s+chỉ\s+huy|ban\s+chỉ\s+đạo|ban\s+quản\s+lý|ban\s+công\s+tác|ban\s+tổ\s+chức|ban|bộ\s+phận|bộ|sở|phòng|tổng\s+cục"
    r"|chi\s+cục|cục|vụ|trung\s+tâm|văn\s+phòng|thanh\s+tra|công\s+an|kho\s+bạc|bưu\s+điện|hội\s+đồng|hội|liên\s+đoàn|đoàn|đội|tổ\s+(?:công\s+tác|biên\s+tập|giúp\s+việc)"
    r"|hạt|trạm|trường|bệnh\s+viện|công\s+ty|tập\s+đoàn|tổng\s+công\s+ty|ngân\s+hàng|bảo\s+hiểm\s+xã\s+hội|viện\s+kiểm\s+sát|viện|tòa\s+án|đài|báo|quỹ"
    r"|hợp\s+tác\s+xã|ủy\s+ban|điện\s+lực|ttptqđ|tt)"
)
# Heads that need no name after them: a document speaks of one only.
WHOLE = re.compile(
    r"(?:các\s+)?(?:thành\s+viên\s+)?(?:ban\s+(?:chỉ\s+đạo|tổ\s+chức|quản\s+lý)|tổ\s+(?:công\s+tác|biên\s+tập|giúp\s+việc))$"
)
# A post stands for the unit it heads.
TITLE = (
    r"(?:(?:đồng\s+chí|đ/c|các\s+đồng\s+chí|ông|bà)\s+)?(?:thủ\s+trưởng|người\s+đứng\s+đầu|lãnh\s+đạo|(?:phó\s+)?(?:tổng\s+)?giám\s+đốc|(?:phó\s+)?trưởng"
    r"|(?:phó\s+)?chủ\s+tịch|(?:phó\s+)?chánh|bộ\s+trưởng|thứ\s+trưởng|(?:phó\s+)?(?:chi\s+)?cục\s+trưởng|(?:phó\s+)?trưởng\s+ban|(?:phó\s+)?chủ\s+nhiệm"
    r"|viện\s+trưởng|hiệu\s+trưởng|tổng\s+thanh\s+tra|bí\s+thư)(?:\s*,\s*(?:các\s+)?(?:thành\s+viên|phó\s+chủ\s+tịch))?\s+(?:của\s+)?"
)
PERSON = r"(?:đồng\s+chí|đ/c|ông|bà)\s+"
LONE = r"(?:các\s+)?(?:bộ\s+trưởng|thống\s+đốc|tổng\s+thanh\s+tra\s+chính\s+phủ)(?=\s*,)"
CONCERNED = r"(?:(?:có\s+)?liên\s+quan|thành\s+viên|chức\s+năng|chuyên\s+môn|trực\s+thuộc|nêu\s+trên|khác|trên|được\s+giao(?:\s+nhiệm\s+vụ)?)"
LEVELS = r"(?:cấp\s+(?:tỉnh|huyện|xã|cơ\s+sở)(?:\s*,\s*cấp\s+(?:tỉnh|huyện|xã))*|các\s+cấp|trung\s+ương|cơ\s+sở|địa\s+phương)"
LISTED_FIELDS = re.compile(
    rf"(?:các\s+)?(?P<head>bộ|sở|phòng|ban|ngành)(?:\s*,\s*(?:ngành|ban|cơ\s+quan))*\s*:\s*(?P<first>{FIELD})"
)

QUALIFIED = re.compile(r"cơ\s+quan\s+(?:ngang|thuộc|chuyên)|lực\s+lượng|chủ\s+(?:đầu\s+tư|rừng)")
GROUP = re.compile(rf"(?:{PLURAL}\s+)?{NOUNS}")
PLURAL_FIRST = re.compile(PLURAL)
COUNCIL_NAME = re.compile(
    rf"(?:(?:các\s+)?{MEMBERS}\s+(?:của\s+)?)?(?:{ORGAN_OF}\s+)?{COUNCIL}(?:\s+và\s+{COUNCIL})?(?:\s+(?:các\s+)?{KINDS}|\s+{LEVELS})?"
)
CENTRAL_NAME = re.compile(CENTRAL)
NAMED = re.compile(
    rf"(?:(?:các\s+)?{MEMBERS}\s+)?{HEAD}(?!\w)(?P<kind>\s+(?:nhà\s+nước|nhân\s+dân|mặt\s+trận))?"
)
FIELD_NAME = re.compile(rf"\s+{FIELD}(?!\w)")
TITLED = re.compile(rf"(?:các\s+)?{TITLE}")
PERSON_NAME = re.compile(PERSON)
FULL_NAME = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹ]*(?: [A-ZĐÀ-Ỹ][a-zà-ỹ]*){1,4}")
LONE_TITLE = re.compile(LONE)
# Their names are capitalised throughout: a small syllable is no part of them.
COMPANY = re.compile(r"(?:tổng\s+)?công\s+ty|tập\s+đoàn|hợp\s+tác\s+xã|ngân\s+hàng|trường|bệnh\s+viện")
BARE_TITLE = re.compile(
    r"(?:(?:các\s+)?(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|thủ\s+trưởng|trưởng\s+ban|chủ\s+nhiệm))(?=\s*,|\s+và\s)"
)
TAIL = re.compile(
    rf"\s+(?:{CONCERNED}|{LEVELS}|(?:của\s+|các\s+)?{KINDS}|nhà\s+nước|việt\s+nam|chính\s+phủ|thuộc)(?!\w)"
)
OF_CONCERN = re.compile(r"\s+(?:(?:có\s+)?liên\s+quan|chức\s+năng|chuyên\s+môn|trực\s+thuộc)(?!\w)")
CONCERNED_ONLY = re.compile(r"(?: (?:có )?liên quan| nêu trên| trên| khác)+$")
SMALL = re.compile(r" +([a-zà-ỹđ]+)")
CAPITAL = re.compile(r" *(?:[-–&] *)?(?:\b(?:và|của) +)?([A-ZĐÀ-Ỹ][\w&.-]*|\d+)")
VERB_NEXT = re.compile(rf"\s+(?:{VERB}|{MODAL})")
FUNCTION_WORD = frozenset(
    "và với để theo trong trên tại từ khi thì là mà do bởi của cho về đến này đó các những một được đã đang sẽ cùng căn như không nếu có phải cần trước sau".split()
)
SEPARATOR = re.compile(r" *[,;] *(?:và +|cùng +)?| +(?:và|cùng(?: +với)?|hoặc) +| *[-–] +")
PROPER_PLACE = re.compile(
    r"(?:tỉnh|thành phố|TP\.?|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)\s+((?:[A-ZĐÀ-Ỹ][\wà-ỹ]*)(?:[\s-]+[A-ZĐÀ-Ỹ][\wà-ỹ]*)*)",
    re.IGNORECASE,
)
HEAD_WORD = re.compile(rf"(?:{PLURAL}\s+)?(?:{HEAD}|{NOUN})(?!\w)")
PLANS = (
    "kế hoạch",
    "chương trình",
    "phương án",
    "đề án",
    "hướng dẫn",
)  # in which the issuer sets itself tasks
MAX_SMALL = 3
MAX_SUBJECT_WORDS = 8
LEVEL_OF: tuple[tuple[str, UnitLevel], ...] = (
    (r"(?:tỉnh|thành|huyện|thị|quận|đảng)\s+ủy|đảng\s+bộ", "party"),
    (
        r"^(?:các\s+)?bộ\b(?!\s+(?:phận|chỉ\s+huy))|chính\s+phủ|thủ\s+tướng|quốc\s+hội|trung\s+ương|tổng\s+cục",
        "central",
    ),
    (r"\b(?:xã|phường|thị\s+trấn|đặc\s+khu|thôn)\b", "commune"),
    (r"\btỉnh\b|^(?:các\s+)?sở\b", "province"),
    (r"^(?:các\s+)?phòng\b|\b(?:huyện|quận|thị\s+xã|thành\s+phố)\b", "district"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit where it is named; one mention may name several ("các Sở: Tài chính, Nội vụ")."""

    span: Span
    units: tuple[Unit, ...]


class Reader:
    """Reads the organisations of one text; offsets are into `text`."""

    def __init__(self, text: str, authority: UnitAuthority, document: Document) -> None:
        self.text = text
        self.low = normalize(text)
        self.folded = fold(text)
        self.authority = authority
        self.scope = scope_of(document, text)
        self.plans = document.type_name.lower() in PLANS
        self._organ_name = document.organ_name

    @cached_property
    def issuer(self) -> Unit | None:
        """The organ that issued the document, None when the document does not say."""
        if not self._organ_name:
            return None
        found = self.authority.at(self._organ_name, 0, self.scope)
        if found and found[0].end == len(self._organ_name):
            return found[1]
        return self._mint(self._organ_name)

    def subject(self, start: int, end: int) -> Mention | None:
        """Text[start:end] as one unit, where a duty that follows shows that it is one ("Bộ phận một cửa phải …")."""
        if (
            re.search(r"[,.;:()]", self.text[start:end])
            or self.text.count(" ", start, end) > MAX_SUBJECT_WORDS
        ):
            return None
        if not HEAD_WORD.match(self.low, start) or FUNCTION_WORD & set(self.low[start:end].split()):
            return None
        return Mention(Span(start, end), (self._unit(start, end),))

    def party(self, start: int) -> tuple[list[Mention], int] | None:
        """The units named one after another from `start` ("Sở A, Sở B và UBND các huyện"), and where that ends."""
        mentions: list[Mention] = []
        end = start
        while True:
            bare = BARE_TITLE.match(self.low, start)
            mention = None if bare else self.mention(start)
            if mention:
                mentions.append(mention)
            elif not bare:
                break
            end = mention.span.end if mention else bare.end()
            separator = SEPARATOR.match(self.low, end)
            if separator is None:
                break
            start = separator.end()
        return (mentions, end) if mentions else None

    def mention(self, start: int) -> Mention | None:
        """The unit named at `start`, its post and qualifiers included."""
        if lone := LONE_TITLE.match(self.low, start):
            return Mention(Span(*lone.span()), (self._mint(self.text[start : lone.end()]),))
        begin = start
        if title := TITLED.match(self.low, start):
            begin = title.end()
            if self.low.startswith(("trưởng ", "phó trưởng "), start) or self._name_end(begin) is None:
                begin = self._after_bare_title(start, title)
        if listed := LISTED_FIELDS.match(self.low, begin):
            return self._listed(start, listed)
        found = self.authority.at(self.text, begin, self.scope)
        end = self._name_end(begin)
        if found and (
            end is None or found[0].end >= end or not self._is_longer_name(begin, found[0].end, end)
        ):
            return Mention(Span(start, self._qualified(found[0].end)), (found[1],))
        if end is None:
            return self._person(start)
        end = self._qualified(end)
        return Mention(Span(start, end), (self._unit(begin, end),))

    def _after_bare_title(self, start: int, title: re.Match[str]) -> int:
        """`Trưởng phòng Kinh tế`: the post ends before "phòng"; `Chủ tịch` alone is no unit."""
        word = re.compile(r"(?:phó\s+)?trưởng\s+|(?:phó\s+)?chánh\s+").match(self.low, start)
        return word.end() if word else title.end()

    def _listed(self, start: int, listed: re.Match[str]) -> Mention:
        head = self.text[listed.start("head") : listed.end("head")].capitalize()
        units, end = [], listed.start("first")
        field = re.compile(rf"{FIELD}(?!\w)")
        while found := field.match(self.low, end):
            units.append(self._named(f"{head} {self.text[found.start() : found.end()]}"))
            stop = found.end()
            separator = re.compile(r"\s*,\s*|\s+và\s+").match(self.low, stop)
            end = separator.end() if separator else stop
            if separator is None:
                break
        return Mention(Span(start, stop), tuple(units))

    def _person(self, start: int) -> Mention | None:
        person = PERSON_NAME.match(self.low, start)
        if person is None:
            return None
        name = FULL_NAME.match(self.text, person.end())
        if name is None or TITLED.match(self.low, person.end()):
            return None
        end = name.end()
        post = re.compile(rf"\s*[,-]\s*(?={TITLE})").match(self.low, end)
        if post and (office := self.mention(post.end())):
            return Mention(Span(start, office.span.end), (self._mint(self.text[start:end]),))
        return Mention(Span(start, end), (self._mint(self.text[start:end]),))

    def _name_end(self, start: int) -> int | None:
        """Where the name of an organisation that begins at `start` ends, by its grammar; None when none does."""
        low = self.low
        if found := COUNCIL_NAME.match(low, start):
            return self._place(found.end())
        if found := CENTRAL_NAME.match(low, start):
            return found.end()
        plural = PLURAL_FIRST.match(low, start)
        if not plural and (found := NAMED.match(low, start)):
            return self._named_end(found)
        if (found := GROUP.match(low, start)) and (
            plural or QUALIFIED.match(low, start) or TAIL.match(low, found.end())
        ):
            if (
                plural
                and low[found.end() - 3 : found.end()] == "ban"
                and (council := COUNCIL_NAME.match(low, found.end() + 1))
            ):
                return self._place(council.end())
            return found.end()
        if plural and (found := NAMED.match(low, plural.end() + 1)):
            return self._named_end(found)
        if plural and (found := re.compile(MEMBERS + r"\s+").match(low, plural.end() + 1)):
            return self._name_end(found.end())
        return None

    def _named_end(self, head: re.Match[str]) -> int | None:
        end = head.end()
        if field := FIELD_NAME.match(self.low, end):
            return self._place(field.end())
        end = self._words(end, 0 if COMPANY.match(head[0]) else MAX_SMALL)
        if (
            end == head.end()
            and not head["kind"]
            and not WHOLE.match(head[0])
            and not TAIL.match(self.low, end)
        ):
            return None
        return self._place(end)

    def _words(self, end: int, most_small: int) -> int:
        """Capitalised words and the small syllables after each, up to a verb or a function word."""
        text, low = self.text, self.low
        small = 0
        seen_capital = False
        while True:
            capital = CAPITAL.match(text, end)
            if capital and not (small and VERB_NEXT.match(low, end) and not seen_capital):
                end, small, seen_capital = capital.end(), 0, True
                continue
            syllable = SMALL.match(text, end)
            limit = most_small if seen_capital else 2 * most_small
            if (
                syllable is None
                or small >= limit
                or syllable[1] in FUNCTION_WORD
                or VERB_NEXT.match(low, end)
                or TAIL.match(low, end)
            ):
                return end
            end, small = syllable.end(), small + 1

    def _place(self, end: int) -> int:
        """Past the place or level that belongs to the name."""
        while True:
            tail = TAIL.match(self.low, end)
            if tail and not tail[0].endswith("thuộc"):
                end = tail.end()
            proper = re.compile(r" +[A-ZĐÀ-Ỹ][a-zà-ỹ]*(?:[ -][A-ZĐÀ-Ỹ][a-zà-ỹ]*)*").match(self.text, end)
            if proper and re.search(rf"{PLACE_KIND}$", self.low[max(0, end - 12) : end]):
                end = proper.end()
            elif not tail or tail[0].endswith("thuộc"):
                return end

    def _qualified(self, end: int) -> int:
        """Past "có liên quan", "trên địa bàn tỉnh", "theo chức năng, nhiệm vụ"."""
        around = re.compile(
            rf"(?:\s+(?:{CONCERNED}|thuộc tỉnh|trên địa bàn(?:\s+{PLACE_KIND})?|trong tỉnh|(?:trực )?thuộc\s+ubnd\s+{PLACE_KIND})(?!\w))+"
        ).match(self.low, end)
        return around.end() if around else end

    def _is_longer_name(self, start: int, known: int, end: int) -> bool:
        """Whether the grammar's name goes on with a field, a place or "và …" where the known one ends."""
        rest = self.text[known:end]
        return bool(
            re.match(r"\s*(?:[-–,]|và\b)|\s+(?:tỉnh|huyện|thành phố|xã|phường|quận|thị xã)\s+[A-ZĐÀ-Ỹ]", rest)
        ) or (bool(re.match(r"\s+[A-ZĐÀ-Ỹ]", rest)))

    def _unit(self, start: int, end: int) -> Unit:
        return self._named(self.text[start:end])

    def _named(self, name: str) -> Unit:
        found = self.authority.at(name, 0, self.scope)
        return found[1] if found and found[0].end == len(name) else self._mint(name)

    def _mint(self, name: str) -> Unit:
        return mint(name, self.scope)


def mint(name: str, scope: Scope) -> Unit:
    """A unit nobody confirmed. Names without a place get that of the document, so that two provinces' "Sở Y tế" differ."""
    name = re.sub(r"\s+", " ", name).strip(" ,;:.-")
    name = name[:1].upper() + name[1:]
    plain = canonical(name)
    level = next((level for pattern, level in LEVEL_OF if re.search(pattern, plain)), "other")
    place = "" if level == "central" or PROPER_PLACE.search(name) else scope.place
    plain = CONCERNED_ONLY.sub("", plain.replace("mặt trận tổ quốc việt nam", "mặt trận tổ quốc"))
    identity = f"{plain} {'' if fold(place) in fold(plain) else place}"
    return Unit(re.sub(r"[^a-z0-9]+", "-", fold(identity)).strip("-"), name, level=level, place=place)


def scope_of(document: Document, text: str = "") -> Scope:
    """The place and level a document speaks from, by its issuer, or else by its first lines."""
    organ = canonical(document.organ_name)
    level: UnitLevel = next((level for pattern, level in LEVEL_OF if re.search(pattern, organ)), "other")
    found = PROPER_PLACE.search(document.organ_name) or PROPER_PLACE.search(document.place)
    place = found[1] if found else re.sub(r"^(?:TP\.?|Thành phố)\s+", "", document.place)
    return Scope(place, level)


def organisations(reader: Reader, start: int, end: int) -> Iterator[Mention]:
    """Every organisation named in text[start:end] that begins a word, longest first at each place."""
    at = start
    while at < end:
        mention = reader.mention(at) if at == start or not reader.text[at - 1].isalnum() else None
        if mention and mention.span.end <= end:
            yield mention
            at = mention.span.end
        else:
            following = re.compile(r"\W+(?=\w)|\w+").match(reader.text, at)
            at = following.end() if following else at + 1
