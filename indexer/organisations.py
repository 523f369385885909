"""Organisations named in a text: those of the authority, and others by the grammar of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer import listed, names, people, posts
from indexer.minted import level_of, mint, scope_of
from indexer.name_ends import NameEnds
from indexer.name_words import FUNCTION_WORDS
from kb.model import Document, Span, Unit
from kb.text import fold, normalize
from kb.unit_names import canonical
from kb.units import UnitAuthority

# Documents in which the issuer sets itself tasks.
PLANS = ("kế hoạch", "chương trình", "phương án", "đề án", "hướng dẫn")
MAX_SUBJECT_WORDS = 8
NEXT_WORD = re.compile(r"\W+(?=\w)|\w+")
STOPS = re.compile(r"[,.;:()]")


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
        self.ends = NameEnds(text, self.low)
        self.authority = authority
        self.scope = scope_of(document)
        self.plans = document.type_name.lower() in PLANS
        self.writes_for_another = document.organ_name.startswith("Văn phòng ")
        self._organ_name = document.organ_name
        self._own = normalize(document.organ_name)

    @cached_property
    def issuer(self) -> Unit | None:
        """The organ that issued the document, None when the document does not say."""
        return self.unit(self._organ_name) if self._organ_name else None

    def issued(self, unit: Unit) -> bool:
        """Whether the unit issued the document, or is called by the beginning of its issuer's name."""
        return self.issuer is not None and canonical(self.issuer.name).startswith(canonical(unit.name))

    def party(self, start: int) -> tuple[list[Mention], int] | None:
        """The units named in a row from `start` ("Sở A, Sở B và UBND các huyện"), and where that ends."""
        mentions: list[Mention] = []
        end = start
        while True:
            post = posts.POST_ALONE.match(self.low, start)
            mention = None if post else self.mention(start) or (self._stranger(start) if mentions else None)
            if mention:
                mentions.append(mention)
                end = mention.span.end
            elif post:
                end = post.end()
            else:
                break
            separator = names.SEPARATOR.match(self.low, end)
            if separator is None:
                break
            start = separator.end()
        return (mentions, end) if mentions else None

    def mention(self, start: int) -> Mention | None:
        """The unit named at `start`, its post and qualifiers included."""
        if lone := posts.LONE_POST.match(self.low, start):
            return Mention(Span(*lone.span()), (mint(self.text[start : lone.end()], self.scope),))
        title = posts.TITLED.match(self.low, start)
        begin = self._after_post(title) if title else start
        deputies = self._deputies(start, title) if title else None
        if told := deputies or self._introduced(start, begin) or self._the_issuer(start, begin):
            return told
        if row := listed.units_of_one_kind(self.text, self.low, begin):
            return self._row(start, *row)
        if person := self._officer(start, title):
            return self._someone(start, person)
        known = self.authority.at(self.text, begin, self.scope)
        end = self.ends.name_end(begin)
        if known and not (end and self._goes_on(known, end)):
            level = names.LEVEL_AFTER.match(self.low, known[0].end, end or known[0].end)
            stop = self.ends.qualified(level.end() if level else known[0].end)
            return Mention(Span(start, stop), (known[1],))
        if end is not None:
            return self._by_grammar(start, begin, end)
        if title and (group := names.GROUP.match(self.low, begin)):
            end = self.ends.qualified(group.end())
            several = names.PLURAL_FIRST.match(self.low, start)  # "các ông, bà Trưởng thôn"
            name = f"Các {self.text[begin:end]}" if several else self._as_before(begin, end)
            return Mention(Span(start, end), (self.unit(name),))
        comrade = people.comrade(self.text, self.low, start, self._end_of_mention)
        return self._someone(start, comrade) if comrade else None

    def _deputies(self, start: int, title: re.Match[str]) -> Mention | None:
        """`các Phó Giám đốc Sở` are themselves, not the body they help to head."""
        several = "phó" in title[0] and names.PLURAL_FIRST.match(self.low, start)
        if not several or posts.TITLED.match(self.low, title.end()):
            return None
        body = self.mention(title.end())
        group = names.GROUP.match(self.low, title.end())
        end = body.span.end if body else group.end() if group else None
        return Mention(Span(start, end), (self.unit(self.text[start:end]),)) if end else None

    def _introduced(self, start: int, begin: int) -> Mention | None:
        """The units behind a role or a word for all of them: "nhà thầu Công ty A", "các cơ quan: Sở B"."""
        for opening in (names.ROLE.match(self.low, start), names.NAMELY.match(self.low, begin)):
            if opening and (named := self.mention(opening.end())):
                closed = self.text.startswith(")", named.span.end)
                return Mention(Span(start, named.span.end + closed), named.units)
        return None

    def _the_issuer(self, start: int, begin: int) -> Mention | None:
        """The issuer by its whole name, whatever words it holds."""
        end = begin + len(self._own)
        if self.issuer is None or not self.low.startswith(self._own, begin):
            return None
        return None if names.FURTHER.match(self.text, end) else Mention(Span(start, end), (self.issuer,))

    def _by_grammar(self, start: int, begin: int, end: int) -> Mention:
        """A unit that only its name tells, or several: by numbers, or by the places they sit in."""
        if self.text[end - 1].isdigit() and (more := names.MORE_NUMBERS.match(self.low, end)):
            kind = self.text[begin:end].rstrip("0123456789")
            numbers = re.findall(r"\d+", self.text[begin : more.end()])
            return self._row(start, [f"{kind}{number}" for number in numbers], more.end())
        if seats := names.SEATS.search(self.text, begin, end):
            row = listed.units_of_one_kind(self.text, self.low, seats.end())
            if row and row[1] >= end:
                body = self.text[begin : seats.start()]
                return self._row(start, [f"{body} {place}" for place in row[0]], row[1])
        several = names.PLURAL_FIRST.match(self.low, begin)  # "các Công ty Điện lực: Quảng Bình, Quảng Trị"
        if (
            several
            and self.low.startswith(": ", end)
            and (row := listed.places(self.text, self.low, end + 2))
        ):
            body = self.text[several.end() : end]
            return self._row(start, [f"{body} {place}" for place in row[0]], row[1])
        end = self.ends.qualified(end)
        return Mention(Span(start, end), (self.unit(self._as_before(begin, end)),))

    def _row(self, start: int, each: list[str], end: int) -> Mention:
        return Mention(Span(start, end), tuple(map(self.unit, each)))

    def _as_before(self, begin: int, end: int) -> str:
        """The name; that of another level than the issuer's with the place it was last named with: "Đảng ủy
        phường" is "Đảng ủy phường Đồ Sơn".
        """
        name = self.text[begin:end]
        kind = names.KIND_LAST.search(self.low, begin, end)
        if kind is None or kind[0] == self.scope.kind or names.SEVERAL.search(self.low, begin, end):
            return name
        places = {
            place[0]
            for same in re.finditer(re.escape(self.low[begin:end]), self.low[:begin])
            if (place := names.PLACE_NAME.match(self.text, same.end()))
        }
        return f"{name}{places.pop()}" if len(places) == 1 else name

    def _goes_on(self, known: tuple[Span, Unit], end: int) -> bool:
        """Whether a name is longer than the one known, or of another level ("Ban Quản lý dự án [tỉnh]")."""
        span, unit = known
        level = names.LEVEL_AFTER.match(self.low, span.end, end)
        other = level and unit.level not in ("other", level_of(level[0].strip()))
        return bool(other or names.GOES_ON.match(self.text, span.end, end))

    def _stranger(self, start: int) -> Mention | None:
        """A name of no known kind, listed between units: "Điện lực Lào Cai, Viễn thông Lào Cai và UBND …"."""
        name = names.STRANGER.match(self.text, start)
        separator = name and names.SEPARATOR.match(self.low, name.end())
        if name is None or separator is None or self.mention(separator.end()) is None:
            return None
        return Mention(Span(*name.span()), (self.unit(name[0]),))

    def subject(self, start: int, end: int) -> Mention | None:
        """Text[start:end] as one unit, where a duty after it shows it is one ("Bộ phận một cửa phải …")."""
        said = self.low[start:end]
        if STOPS.search(said) or said.count(" ") > MAX_SUBJECT_WORDS:
            return None
        head = names.HEAD_WORD.match(self.low, start)
        if head is None or FUNCTION_WORDS & set(self.low[head.end() : end].split()):
            return None
        return Mention(Span(start, end), (self.unit(self.text[start:end]),))

    def line(self, start: int, end: int, *, heading: bool) -> Mention | None:
        """A heading, or what stands before a colon, as one unit where it says nothing else."""
        several = names.PLURAL_FIRST.match(self.low, start)
        head = several or names.NAMED.match(self.low, start)
        known = head and (self.ends.name_end(start) or head.end())
        if not known or (names.SPEAKS.search(self.low, known, end) and not (several and heading)):
            return None
        return self.subject(start, end)

    def by_words(self, mentions: list[Mention]) -> list[Mention] | None:
        """The mentions, the last no longer than the word its last capital begins; None if it is no longer.

        Small syllables behind a capital may be a verb: "Cục Kiểm lâm túc trực".
        """
        from underthesea import word_tokenize  # slow to import, and seldom needed

        start, end = mentions[-1].span
        capital = start + max(
            (m.start() for m in names.CAPITALISED.finditer(self.text[start:end])), default=0
        )
        word = word_tokenize(self.text[capital:end])[0]
        if capital + len(word) >= end:
            return None
        end = capital + len(word)
        return [*mentions[:-1], Mention(Span(start, end), (self.unit(self.text[start:end]),))]

    def _officer(self, start: int, title: re.Match[str] | None) -> people.Person | None:
        """A person named behind their post: "Phó Thủ tướng Trần Hồng Hà"."""
        if title and title["person"]:
            return people.after_office(self.text, self.low, self._after_post(title))
        premier = posts.PREMIER.match(self.low, start)
        named = self._after_post(title) if title else premier.end() if premier else None
        return people.after_post(self.text, named) if named else None

    def _after_post(self, title: re.Match[str]) -> int:
        before = posts.POST_BEFORE_HEAD.match(self.low, title.start())
        return before.end() if before else title.end()

    def _end_of_mention(self, start: int) -> int | None:
        mention = self.mention(start)
        return mention.span.end if mention else None

    def _someone(self, start: int, person: people.Person) -> Mention:
        end, name = person
        return Mention(Span(start, end), (mint(name, self.scope),))

    def unit(self, name: str) -> Unit:
        """The unit of that name, of the authority or else nobody's yet."""
        found = self.authority.at(name, 0, self.scope)
        return found[1] if found and found[0].end == len(name) else mint(name, self.scope)


def organisations(reader: Reader, start: int, end: int) -> Iterator[Mention]:
    """Every organisation named in text[start:end] that begins a word, the longest name at each place."""
    at = start
    while at < end:
        mention = reader.mention(at) if at == start or not reader.text[at - 1].isalnum() else None
        if mention and mention.span.end <= end:
            yield mention
            at = mention.span.end
        else:
            following = NEXT_WORD.match(reader.text, at)
            at = following.end() if following else at + 1
