"""People named in a text, by name or with their post: "đồng chí Nguyễn Văn A, Phó Chủ tịch UBND tỉnh".

`low` is the text normalized, letter for letter as long as it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import dropwhile
from typing import TypeGuard

from indexer import names, posts
from indexer.organs import PROVINCES
from kb.text import normalize

Person = tuple[int, str]  # where what is said of them ends, and their name


def comrade(text: str, low: str, start: int, office: Callable[[int], int | None]) -> Person | None:
    """`đồng chí Nguyễn Văn A, Phó Chủ tịch UBND tỉnh`: the post only says who that is.

    `office` says where a unit named at a place ends.
    """
    called = posts.PERSON.match(low, start)
    if called is None or posts.TITLED.match(low, called.end()):
        return None
    full = posts.FULL_NAME.match(text, called.end())
    name = full or _given_name(text, low, called.end())
    if name is None:
        return None
    end = name.end()
    while held := _post(low, end, office):
        end = held
    return end, name[0] if full else _known_as(text, name)


def _post(low: str, at: int, office: Callable[[int], int | None]) -> int | None:
    """Where the post ends that is told next of a person: ", Phó Chủ tịch UBND tỉnh", " - Tổ trưởng"."""
    separator = names.SEPARATOR.match(low, at)
    if separator and posts.TITLED.match(low, separator.end()) and (end := office(separator.end())):
        return end
    post = posts.ITS_POST.match(low, at)
    return post.end() if post else None


def after_post(text: str, start: int) -> Person | None:
    """`Phó Giám đốc [Nguyễn Văn Đồng]`, `Phó Giám đốc Sở [Nguyễn Văn Đồng]`."""
    office = posts.OFFICE.match(text, start)
    name = posts.FULL_NAME.match(text, office.end() if office else start)
    return (name.end(), name[0]) if _is_person(name) else None


def after_office(text: str, low: str, start: int) -> Person | None:
    """`đồng chí Phó Chủ tịch [UBND thành phố Trần Thị B]`."""
    office = names.COUNCIL_NAME.match(low, start)
    return after_post(text, office.end() + 1) if office and text.startswith(" ", office.end()) else None


def _given_name(text: str, low: str, start: int) -> re.Match[str] | None:
    """`giao đồng chí Hải theo dõi`: one syllable, where a post or a verb follows."""
    name = posts.GIVEN_NAME.match(text, start)
    if name is None:
        return None
    known = posts.ITS_POST.match(low, name.end()) or names.VERB_NEXT.match(low, name.end())
    return name if known else None


def _known_as(text: str, given: re.Match[str]) -> str:
    """The full name that a given name was last said with: "bà Lê Thị Thu Hương …; bà Hương báo cáo"."""
    known = given[0]
    for match in posts.FULL_NAME.finditer(text, 0, given.start()):
        words = list(dropwhile(lambda word: normalize(word) not in posts.SURNAMES, match[0].split()))
        if len(words) > 1 and words[-1] == given[0]:
            known = " ".join(words)
    return known


def _is_person(name: re.Match[str] | None) -> TypeGuard[re.Match[str]]:
    """Whether capitalised words are a person's name and no place's."""
    return name is not None and name[0] not in PROVINCES and normalize(name[0].split()[0]) in posts.SURNAMES
