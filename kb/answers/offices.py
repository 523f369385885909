"""Who holds an office: the one a question asks for and the one beside a name must be the same.

"Chủ tịch" is not "Phó Chủ tịch", "Thành ủy" not "Tỉnh ủy". Everything is compared without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.answers.names import places
from kb.answers.persons import persons
from kb.model import Span
from kb.text import fold

# "Ai là …", "… là ai": the name is asked for, not what somebody did.
ASKED = re.compile(
    r"\b(?:ai (?:dang |hien )?(?:la|giu|lam)|la ai|who(?: is|'s| was)|ten (?:cua|gi|la gi)|name of)\b"
)
TITLE = re.compile(
    r"(?:pho )?(?:tong )?"
    r"(?:chu tich nuoc|chu tich|bi thu|giam doc|truong phong|truong ban|truong doan|chanh van phong"
    r"|chanh thanh tra|bo truong|thu truong|thu tuong|cuc truong|vu truong|vien truong|hieu truong"
    r"|truong cong an|chanh an|tu lenh|chi huy truong|doi truong|thanh tra(?= chinh phu))\b"
)
QUALIFIER = re.compile(r" (?:thuong truc|phu trach|chuyen trach)\b")
OTHER_TITLE = re.compile(
    r"(?:uy vien|dai bieu|thanh vien|dai ta|thuong ta|trung ta|thieu tuong|tinh uy vien)\b"
)
# Where the name of the body ends: a verb, a time, another person.
END = re.compile(
    r"[,;:.?!()\n]|\b(?:la|ai|du|tham du|ky|nam|thang|quy|ngay|hien|nao|phat bieu|chu tri|da|dang|nhiem ky"
    r"|khi|trong|luc|vao|ket luan|trinh bay|giao|yeu cau|dong chi|ong|ba|cung|ten|who|is|was|tai|tinh den)\b"
)
LEVEL = re.compile(r"\b(?:trung uong|tinh|thanh pho|quan|huyen|thi xa|thi tran|phuong|xa)\b(?! uy)")
PARTY = re.compile(r"\b(?:thanh uy|tinh uy|huyen uy|quan uy|thi uy|dang uy)\b")
SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("tp.", "thanh pho "),
    ("tp ", "thanh pho "),
)
FUNCTION = frozenset(("cua", "the", "of", "va", "nhan", "dan"))


@dataclass(frozen=True, slots=True)
class Office:
    """`body` are the words of what it is held in before its level; `place`, what follows the level."""

    title: str
    body: frozenset[str]
    level: str
    place: frozenset[str]


def asked(text: str) -> Office | None:
    """The office whose holder a question asks for."""
    folded = fold(text)
    title = TITLE.search(folded)
    return _office(folded, title) if title and ASKED.search(folded) else None


def holders(sentence: str) -> Iterator[tuple[Span, Office]]:
    """The persons a sentence names with an office: before the name, or after it and a comma."""
    folded, names = fold(sentence), persons(sentence)
    for at, name in enumerate(names):
        since = names[at - 1].end if at else 0
        until = names[at + 1].start if at + 1 < len(names) else len(sentence)
        titles = [
            m
            for m in TITLE.finditer(folded, since, name.start)
            if not END.search(folded, m.end(), name.start)
        ]
        yield from ((name, _office(folded[: name.start], title)) for title in titles[-1:])
        stop = re.search(r"[;.\n]", folded[name.end : until])
        for part in folded[name.end : name.end + stop.start() if stop else until].split(",")[1:]:
            said = part.strip()
            title = TITLE.match(said)
            if title:
                yield name, _office(said, title)
            elif not OTHER_TITLE.match(said):
                break


def of_signature(position: str, organ: str) -> Office | None:
    """The office a document is signed in: a position in the body that issued it."""
    folded = f"{fold(position)} {fold(organ)}"
    title = TITLE.search(folded)
    return _office(folded, title) if title and title.start() < len(position) else None


def same(wanted: Office, held: Office, issuer: str) -> bool:
    """Whether the office held is the one wanted; `issuer` is what its document takes for granted."""
    known = held.place | held.body | frozenset(fold(issuer).split())
    return (
        wanted.title == held.title
        and wanted.level in ("", held.level or wanted.level)
        and wanted.body <= held.body
        and wanted.place <= known
    )


def _office(folded: str, title: re.Match[str]) -> Office:
    rest = folded[title.end() :]
    qualifier = QUALIFIER.match(rest)
    rest = rest[qualifier.end() :] if qualifier else rest
    end = END.search(rest)
    body = f" {rest[: end.start()] if end else rest} "
    for long, short in SHORT:
        body = body.replace(f" {long}", f" {short}")
    level = LEVEL.search(body)
    head = PARTY.search(body) or level
    before, after = (body[: head.end()], body[head.end() :]) if head else (body, "")
    if level and head is level:
        before = body[: level.start()]
    for place in places():
        if f" {place} " in before:
            before, after = before.replace(f" {place} ", " "), f"{after} {place}"
    words = frozenset(before.split()) - FUNCTION
    if level and title[0] == "chu tich" and not words:
        words = frozenset(("ubnd",))  # "Chủ tịch tỉnh"
    return Office(title[0], words, level[0] if level else "", frozenset(after.split()) - FUNCTION)
