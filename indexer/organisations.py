"""Organisations named in a text: those of the authority, and others by the grammar of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from indexer import names
from indexer.organs import PROVINCES
from kb.model import Document, Span, Unit, UnitLevel
from kb.text import fold, normalize
from kb.units import Scope, UnitAuthority, canonical

# Documents in which the issuer sets itself tasks.
PLANS = ("kế hoạch", "chương trình", "phương án", "đề án", "hướng dẫn")
MAX_SMALL = 3  # syllables after a capitalised word of a name
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
        self.authority = authority
        self.scope = scope_of(document)
        self.plans = document.type_name.lower() in PLANS
        self._organ_name = document.organ_name

    @cached_property
    def issuer(self) -> Unit | None:
        """The organ that issued the document, None when the document does not say."""
        return self._unit(self._organ_name) if self._organ_name else None

    def party(self, start: int) -> tuple[list[Mention], int] | None:
        """The units named in a row from `start` ("Sở A, Sở B và UBND các huyện"), and where that ends."""
        mentions: list[Mention] = []
        end = start
        while True:
            post = names.POST_ALONE.match(self.low, start)
            mention = None if post else self.mention(start)
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
        if lone := names.LONE_POST.match(self.low, start):
            return Mention(Span(*lone.span()), (mint(self.text[start : lone.end()], self.scope),))
        title = names.TITLED.match(self.low, start)
        begin = self._after_post(title) if title else start
        if listed := names.LISTED_FIELDS.match(self.low, begin):
            return self._of_each_field(start, listed)
        if title and title["person"] and (person := self._person_after_office(start, begin)):
            return person
        known = self.authority.at(self.text, begin, self.scope)
        end = self._name_end(begin)
        if known and not (end and names.GOES_ON.match(self.text, known[0].end, end)):
            level = names.LEVEL_AFTER.match(self.low, known[0].end, end or known[0].end)
            stop = self._qualified(level.end() if level else known[0].end)
            return Mention(Span(start, stop), (known[1],))
        if end is None and title and (group := names.GROUP.match(self.low, begin)):
            end = group.end()
        if end is None:
            return self._person(start)
        end = self._qualified(end)
        return Mention(Span(start, end), (self._unit(self.text[begin:end]),))

    def subject(self, start: int, end: int) -> Mention | None:
        """Text[start:end] as one unit, where a duty after it shows it is one ("Bộ phận một cửa phải …")."""
        said = self.low[start:end]
        if STOPS.search(said) or said.count(" ") > MAX_SUBJECT_WORDS:
            return None
        if not names.HEAD_WORD.match(self.low, start) or names.FUNCTION_WORDS & set(said.split()):
            return None
        return Mention(Span(start, end), (self._unit(self.text[start:end]),))

    def _after_post(self, title: re.Match[str]) -> int:
        before = names.POST_BEFORE_HEAD.match(self.low, title.start())
        return before.end() if before else title.end()

    def _of_each_field(self, start: int, listed: re.Match[str]) -> Mention:
        head = self.text[listed.start("head") : listed.end("head")].capitalize()
        units, end, at = [], listed.end(), listed.start("first")
        while field := names.ONE_FIELD.match(self.low, at):
            end = field.end()
            units.append(self._unit(f"{head} {self.text[at:end]}"))
            separator = names.NEXT_FIELD.match(self.low, end)
            if separator is None:
                break
            at = separator.end()
        return Mention(Span(start, end), tuple(units))

    def _person(self, start: int) -> Mention | None:
        """`đồng chí Nguyễn Văn A, Phó Chủ tịch UBND thành phố`: the post only says who that is."""
        comrade = names.PERSON.match(self.low, start)
        if comrade is None or names.TITLED.match(self.low, comrade.end()):
            return None
        name = names.FULL_NAME.match(self.text, comrade.end()) or self._given_name(comrade.end())
        if name is None:
            return None
        end = name.end()
        separator = names.SEPARATOR.match(self.low, end)
        office = self.mention(separator.end()) if separator and self._post_at(separator.end()) else None
        if office:
            end = office.span.end
        elif post := names.ITS_POST.match(self.low, end):
            end = post.end()
        return Mention(Span(start, end), (mint(name[0], self.scope),))

    def _post_at(self, at: int) -> bool:
        return bool(names.TITLED.match(self.low, at))

    def _given_name(self, start: int) -> re.Match[str] | None:
        """`giao đồng chí Hải theo dõi`: one syllable, where a post or a verb follows."""
        name = names.GIVEN_NAME.match(self.text, start)
        if name is None:
            return None
        known = names.ITS_POST.match(self.low, name.end()) or names.VERB_NEXT.match(self.low, name.end())
        return name if known else None

    def _person_after_office(self, start: int, begin: int) -> Mention | None:
        """`đồng chí Phó Chủ tịch UBND thành phố Trần Thị B`."""
        office = names.COUNCIL_NAME.match(self.low, begin)
        name = names.FULL_NAME.match(self.text, office.end() + 1) if office else None
        if name is None or not self.text.startswith(" ", name.start() - 1):
            return None
        if name[0] in PROVINCES or normalize(name[0].split()[0]) not in names.SURNAMES:
            return None
        return Mention(Span(start, name.end()), (mint(name[0], self.scope),))

    def _name_end(self, start: int) -> int | None:
        """Where the name that begins at `start` ends, by its grammar; None when none begins."""
        low = self.low
        if found := names.COUNCIL_NAME.match(low, start):
            return self._place(found.end())
        if found := names.CENTRAL_NAME.match(low, start) or names.AGENCY.match(low, start):
            return found.end()
        plural = names.PLURAL_FIRST.match(low, start)
        if plural is None:
            found = names.NAMED.match(low, start)
            return self._named_end(found) if found else self._group_end(start)
        if members := names.MEMBERS_OF.match(low, plural.end()):
            whole = self._name_end(members.end())
            if whole is not None:
                return whole
        group = names.GROUP.match(low, start)
        found = names.NAMED.match(low, plural.end())
        ends = (group.end() if group else None, self._named_end(found) if found else None)
        return max((end for end in ends if end is not None), default=None)

    def _group_end(self, start: int) -> int | None:
        """`cơ quan, đơn vị liên quan`: nouns that are units without "các" where a qualifier follows."""
        alone = names.GROUP_ALONE.match(self.low, start)
        group = names.GROUP.match(self.low, start) if alone else None
        return group.end() if group else None

    def _named_end(self, head: re.Match[str]) -> int | None:
        end = head.end()
        if field := names.FIELD_NAME.match(self.low, end):
            end = self._words(field.end(), MAX_SMALL) if self._hyphened(field.end()) else field.end()
            return self._place(end)
        end = self._company(end) if names.COMPANY.match(head[0]) else self._words(end, MAX_SMALL)
        bare = end == head.end()
        if bare and not (head["kind"] or names.WHOLE.match(head[0]) or names.TAIL.match(self.low, end)):
            return None
        return self._place(end)

    def _company(self, end: int) -> int:
        """Past the capitals of a company's name, and one small syllable where the name must end behind it."""
        end = self._words(end, 0)
        last = names.SMALL.match(self.text, end)
        ends = last and (names.VERB_NEXT.match(self.low, last.end()) or self.low[last.end()] in ",;.:")
        return last.end() if last and ends else end

    def _hyphened(self, end: int) -> bool:
        """Whether a dash after a field joins the rest of the name: "công chức Tài chính - Kế toán"."""
        dash = names.DASH.match(self.text, end)
        return dash is not None and not names.HEAD_WORD.match(self.low, dash.end())

    def _words(self, end: int, most_small: int) -> int:
        """Past capitalised words and the small syllables after each, up to a verb or a function word."""
        small = 0
        seen_capital = False
        while True:
            stops = bool(names.VERB_NEXT.match(self.low, end))
            capital = names.CAPITAL.match(self.text, end)
            if capital and (seen_capital or not (small and stops)):
                end, small, seen_capital = capital.end(), 0, True
                continue
            syllable = names.SMALL.match(self.text, end)
            most = most_small if seen_capital else 2 * most_small
            if syllable is None or stops or small >= most or syllable[1] in names.FUNCTION_WORDS:
                return end
            if names.TAIL.match(self.low, end):
                return end
            end, small = syllable.end(), small + 1

    def _place(self, end: int) -> int:
        """Past the levels and places that belong to the name."""
        while True:
            begun = end
            tail = names.TAIL.match(self.low, end)
            if tail and tail[0].strip() != "thuộc":
                end = tail.end()
            place = names.PLACE_NAME.match(self.text, end)
            if place and names.KIND_LAST.search(self.low, max(0, end - 12), end):
                end = place.end()
            if end == begun:
                return end

    def _qualified(self, end: int) -> int:
        """Past "có liên quan", "trên địa bàn tỉnh"."""
        around = names.AROUND.match(self.low, end)
        return around.end() if around else end

    def _unit(self, name: str) -> Unit:
        found = self.authority.at(name, 0, self.scope)
        return found[1] if found and found[0].end == len(name) else mint(name, self.scope)


def mint(name: str, scope: Scope) -> Unit:
    """A unit nobody confirmed.

    Without a place in its name it gets the document's, so that the "Sở Y tế" of two provinces differ.
    """
    name = re.sub(r"\s+", " ", name).strip(" ,;:.-")
    name = name[:1].upper() + name[1:]
    plain = canonical(name)
    level = _level(plain)
    place = "" if level == "central" or names.PROPER_PLACE.search(name) else scope.place
    plain = names.ONLY_CONCERNED.sub("", plain.replace("mặt trận tổ quốc việt nam", "mặt trận tổ quốc"))
    identity = fold(plain if fold(place) in fold(plain) else f"{plain} {place}")
    return Unit(re.sub(r"[^a-z0-9]+", "-", identity).strip("-"), name, level=level, place=place)


def scope_of(document: Document) -> Scope:
    """The place and level a document speaks from, by its issuer, or else by where it was signed."""
    found = names.PROPER_PLACE.search(document.organ_name) or names.PROPER_PLACE.search(document.place)
    return Scope(found[1] if found else document.place, _level(canonical(document.organ_name)))


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


def _level(name: str) -> UnitLevel:
    return next((level for pattern, level in names.LEVEL_OF if pattern.search(name)), "other")
