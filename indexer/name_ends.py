"""Where the name of an organisation ends, by the grammar of `indexer.names`."""

from __future__ import annotations

import re

from indexer import names
from indexer.name_words import FUNCTION_WORDS

MAX_SMALL = 3  # syllables after a capitalised word of a name
MOST_NESTED = 3  # names in a name: "các thành viên Đảng ủy UBND phường"


class NameEnds:
    """`low` is the text normalized, letter for letter as long as it."""

    def __init__(self, text: str, low: str) -> None:
        self.text = text
        self.low = low

    def name_end(self, start: int, nested: int = 0) -> int | None:
        """Where the name that begins at `start` ends, by its grammar; None when none begins."""
        if nested == MOST_NESTED:
            return None
        low = self.low
        party = names.PARTY_IN.match(low, start)
        if party and (inner := self.name_end(party.end(), nested + 1)):
            return self._place(self._words(inner, 0))
        end = self._name_end(start, nested)
        several = end and names.SEVERAL.search(low, start, end)
        where = names.WHERE.match(low, end) if several and end else None
        if end and low.endswith(("chủ đầu tư", "nhà thầu"), start, end):
            where = names.OF_WORK.match(low, end)
        return where.end() if where else end

    def _name_end(self, start: int, nested: int) -> int | None:
        """The same without what tells which of several, or of which project."""
        low = self.low
        if found := names.COUNCIL_NAME.match(low, start):
            return self._place(found.end())
        if found := names.CENTRAL_NAME.match(low, start) or names.AGENCY.match(low, start):
            return found.end()
        plural = names.PLURAL_FIRST.match(low, start)
        if plural is None:
            found = names.NAMED.match(low, start)
            return (found and self._named_end(found)) or self._group_end(start)
        if members := names.MEMBERS_OF.match(low, plural.end()):
            whole = self.name_end(members.end(), nested + 1)
            if whole is not None:
                return whole
        group = names.GROUP.match(low, start)
        found = names.NAMED.match(low, plural.end())
        ends = (
            self._seated(group.end()) if group else None,
            self._named_end(found, several=True) if found else None,
        )
        return max((end for end in ends if end is not None), default=None)

    def _group_end(self, start: int) -> int | None:
        """`cơ quan, đơn vị liên quan`: nouns that are units without "các" where a qualifier follows."""
        alone = names.GROUP_ALONE.match(self.low, start)
        group = names.GROUP.match(self.low, start) if alone else None
        return self._place(group.end()) if group else None

    def _seated(self, end: int) -> int:
        """Past the place of the last of several committees: "các huyện ủy, Thành ủy Buôn Ma Thuột"."""
        seated = self.low.endswith(" ủy", 0, end) or names.LAST_CAPITAL.search(self.text, 0, end)
        place = names.PLACE_NAME.match(self.text, end) if seated else None
        return place.end() if place else end

    def _named_end(self, head: re.Match[str], *, several: bool = False) -> int | None:
        """`several` heads ("các công ty") need no name behind them."""
        end = head.end()
        field = names.FIELD_NAME.match(self.low, end)
        if field and not self._done_to(field):
            return self._place(self._after_field(field.end()))
        end = self._company(end) if names.COMPANY.match(head[0]) else self._words(end, MAX_SMALL)
        bare = end == head.end() and not several
        if bare and not (head["kind"] or names.WHOLE.match(head[0]) or names.TAIL.match(self.low, end)):
            return None
        return self._place(end)

    def _done_to(self, field: re.Match[str]) -> bool:
        """Whether a field is rather a verb with its object: "các chi bộ [xây dựng] nghị quyết"."""
        verb = self._verb(field.start())
        if verb is None or verb.end() != field.end() or self.text[field.start() + 1].isupper():
            return False
        following = names.SMALL.match(self.text, field.end())
        ends = self._verb(field.end()) or names.TAIL.match(self.low, field.end())
        return following is not None and following[1] not in FUNCTION_WORDS and not ends

    def _company(self, end: int) -> int:
        """Past the capitals of a company's name with small syllables between ("Môi trường đô thị Hải Dương"),
        and one where the name must end behind it ("Đa khoa thành phố").
        """
        at = end = self._words(end, 0)
        while (following := names.SMALL.match(self.text, at)) and following[1] not in FUNCTION_WORDS:
            verb = self._verb(at)
            joined = self._capital(following.end())
            if names.TAIL.match(self.low, at) or (verb and (verb.end() <= following.end() or not joined)):
                return at
            at = following.end()
            if joined:
                at = end = self._words(at, 0)
        following = None if names.PROPER.search(self.text, 0, end) else names.SMALL.match(self.text, end)
        return following.end() if following and names.STOP.match(self.low, following.end()) else end

    def _after_field(self, end: int) -> int:
        """Past what makes a name longer than a field: Xây dựng Đảng, Tổ chức cán bộ, Tài chính - Kế toán."""
        low = self.low
        if things := names.OF_THINGS.match(low, end):
            return things.end()
        joined = names.JOINED.match(self.text, end)
        begins = joined and any(p.match(low, joined.end()) for p in (names.HEAD_WORD, names.COUNCIL_NAME))
        if not begins and self._capital(end):
            return self._words(end, MAX_SMALL)
        following = names.SMALL.match(self.text, end)
        if following is None or following[1] in FUNCTION_WORDS:
            return end
        more = self._words(end, MAX_SMALL)
        stops = self._verb(more) or any(p.match(low, more) for p in (names.TAIL, names.LINE_END))
        return more if stops else end

    def _words(self, end: int, most_small: int) -> int:
        """Past capitalised words and the small syllables after each, up to a verb or a function word.

        None follow two capitals in a row, which are somebody's or some place's name ("Điện lực Cao Lộc").
        """
        small = capitals = 0
        seen_capital = headed = False
        while True:
            verb = self._verb(end)
            if verb and self._field_of_work(verb.end()):
                end = verb.end()
                continue
            stops = bool(verb)
            if seen_capital and (body := names.PARTY_BODY.match(self.low, end)):
                return body.end()
            capital = self._capital(end)
            if capital and (seen_capital or not (small and stops)):
                apart = self.text.startswith((" - ", " – "), end)
                in_a_row = seen_capital and not (small or apart) and names.JOINED.match(self.text, end)
                capitals = capitals + 1 if in_a_row and not headed else 1
                headed = bool(names.HEAD_WORD.match(self.low, capital.start(1)))
                if capital[1].isdigit():
                    return capital.end()
                # "Văn phòng Đăng ký đất đai": a word that is a verb elsewhere belongs to the name as a whole
                end = max(capital.end(), verb.end() if verb else 0)
                small, seen_capital = int(end > capital.end()), True
                continue
            syllable = names.SMALL.match(self.text, end)
            most = most_small if seen_capital else 2 * most_small
            if syllable is None or stops or syllable[1] in FUNCTION_WORDS:
                return end
            if small >= most:
                return self._a_little_more(end) if seen_capital else end
            if capitals > 1 or names.TAIL.match(self.low, end):
                return end
            end, small = syllable.end(), small + 1

    def _verb(self, at: int) -> re.Match[str] | None:
        """A verb next; "Cần Thơ" is none, though "cần" is."""
        verb = names.VERB_NEXT.match(self.low, at)
        return None if verb and names.TWO_CAPITALS.match(self.text, at) else verb

    def _field_of_work(self, end: int) -> bool:
        """Whether the verb that ends here belongs to the name: "Cục Quản lý đầu tư [xây dựng] chủ trì …".

        It does before a word that begins a predicate, and where the longer name stands elsewhere by itself.
        """
        low = self.low
        work = names.FIELD_OF_WORK.search(low, max(0, end - 15), end)
        if work is None or names.PREDICATE.match(low, end):
            return work is not None
        tail = re.compile(re.escape(low[low.rfind(" ", 0, max(0, work.start() - 8)) + 1 : end]))
        return any(names.NAME_OVER.match(low, same.end()) for same in tail.finditer(low))

    def _a_little_more(self, end: int) -> int:
        """Past the last syllables of a name longer than most, where what follows shows that it ends there."""
        more = names.SMALL.match(self.text, end)
        for _ in range(MAX_SMALL - 1):
            if more is None or more[1] in FUNCTION_WORDS:
                return end
            verb = self._verb(more.end())
            small_verb = verb and self.text[verb.start() + 1].islower()
            if small_verb or names.NAME_OVER.match(self.low, more.end()):
                return more.end()
            more = names.SMALL.match(self.text, more.end())
        return end

    def _capital(self, at: int) -> re.Match[str] | None:
        """A capitalised word next, past "và" unless another unit's name begins there."""
        capital = names.CAPITAL.match(self.text, at)
        if capital is None or names.JOINED.match(self.text, at) or capital[0].strip().isdigit():
            return capital
        return None if any(p.match(self.low, capital.start(1)) for p in names.ANOTHER) else capital

    def _place(self, end: int) -> int:
        """Past the levels and places that belong to the name."""
        while True:
            begun = end
            if body := names.PARTY_BODY.match(self.low, end):
                end = body.end()
            tail = names.TAIL.match(self.low, end)
            if tail and tail[0].strip() != "thuộc":
                end = tail.end()
            place = self._place_name(end)
            if place and names.KIND_LAST.search(self.low, max(0, end - 12), end):
                end = place.end()
            elif number := names.NUMBERED_PLACE.match(self.low, end):
                end = number.end()
            if end == begun:
                return end

    def _place_name(self, end: int) -> re.Match[str] | None:
        """A place next, not a verb that begins the line below: "2. Công an xã / Phối hợp rà soát"."""
        return None if self._verb(end) else names.PLACE_NAME.match(self.text, end)

    def qualified(self, end: int) -> int:
        """Past "có liên quan", "trên địa bàn tỉnh" and the place that the unit's own lies in."""
        around = names.WITHIN.match(self.text, end) or names.AROUND.match(self.low, end)
        return around.end() if around else end
