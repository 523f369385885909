"""The same random documents in the printing styles of other offices: their trees come back as well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import assert_sound, parse_text, shape
from tests.test_documents_generated import (
    FOUND,
    LETTERS,
    ROMAN,
    Part,
    all_paragraphs,
    body,
    documents,
    expected_shape,
    heading,
    numbered,
    parts,
    plain,
)

STYLES = (
    ("{roman}/", "{arabic}/", "{letter}/"),
    ("{roman} -", "{arabic})", "{letter}."),
    ("{capital}.", "{roman}.", "{arabic}.", "{letter})"),
    ("Phần thứ {ordinal}", "{roman}.", "{arabic}."),
    ("CHƯƠNG {roman}", "Điều {running}:", "{arabic}.", "{letter})"),
    ("Mục {roman}.", "Điều {running} -", "{arabic}."),
)
CAPITALS = "ABCDEGHIKL"
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
LONG = f"Nội dung {'công tác quản lý đô thị ' * 8}được thực hiện."


def printed(roots: list[Part], style: tuple[str, ...]) -> list[tuple[int, str, Part]]:
    found: list[tuple[int, str, Part]] = []
    running = 0

    def walk(siblings: list[Part], level: int) -> None:
        nonlocal running
        for n, part in enumerate(siblings):
            running += "{running}" in style[level - 1]
            number = style[level - 1].format(
                roman=ROMAN[n], arabic=n + 1, letter=LETTERS[n], capital=CAPITALS[n], ordinal=ORDINALS[n],
                running=running,
            )  # fmt: skip
            found.append((level, number, part))
            walk(part.children, level + 1)

    walk(roots, 1)
    return found


@pytest.mark.parametrize("style", STYLES, ids="|".join)
def test_numbers_as_other_offices_print_them(style: tuple[str, ...]) -> None:
    @given(st.lists(parts(len(style)), min_size=2, max_size=4))
    @settings(max_examples=12, deadline=None, phases=FOUND)
    def comes_back(roots: list[Part]) -> None:
        items = printed(roots, style)
        alone = ("Phần", "CHƯƠNG")
        titles = [f"{n}\n\n{p.title}" if n.startswith(alone) else f"{n} {p.title}" for _, n, p in items]
        blocks = [b for title, (_, _, p) in zip(titles, items, strict=True) for b in (title, *p.paragraphs)]
        parsed = parse_text("\n\n".join(blocks))
        assert_sound(parsed)
        assert [(level, title) for level, _, title in shape(parsed)] == [(n, p.title) for n, _, p in items]
        assert body(parsed) == all_paragraphs(items)

    comes_back()


@given(
    documents(),
    st.sampled_from(["\r\n\r\n", "\n \n", "\n\t\n", "\n\u00a0\n", "\n\n\n\n"]),
    st.sampled_from(["\t", "\u00a0", " \t "]),
)
@settings(max_examples=25, deadline=None, phases=FOUND)
def test_blanks_of_any_kind(made: tuple[tuple[str, ...], list[Part]], gap: str, blank: str) -> None:
    items = numbered(made[1], made[0])
    titles = [heading(number, part.title).replace(" ", blank, 1) for _, number, part in items]
    blocks = [b for title, (_, _, part) in zip(titles, items, strict=True) for b in (title, *part.paragraphs)]
    parsed = parse_text("\n\n".join(blocks).replace("\n\n", gap))
    assert shape(parsed) == expected_shape(items)
    assert body(parsed) == all_paragraphs(items)


@given(documents())
@settings(max_examples=25, deadline=None, phases=FOUND)
def test_a_line_a_paragraph_without_blank_lines(made: tuple[tuple[str, ...], list[Part]]) -> None:
    items = numbered(made[1], made[0])
    items[0][2].paragraphs.append(LONG)
    if not items[0][1].startswith(("Phần", "Chương")):  # their titles stand below them, like text
        assert shape(parse_text("\n".join(plain(items)))) == expected_shape(items)


@given(documents(), st.sampled_from(":."))
@settings(max_examples=25, deadline=None, phases=FOUND)
def test_bold_titles_that_run_into_their_text(made: tuple[tuple[str, ...], list[Part]], stop: str) -> None:
    items = numbered(made[1], made[0])
    blocks: list[str] = []
    for _, number, part in items:
        if part.children or number.startswith(("Phần", "Chương")):
            blocks += [heading(number, part.title), *part.paragraphs]
        else:
            blocks += [f"**{number} {part.title}{stop}** {part.paragraphs[0]}", *part.paragraphs[1:]]
    assert shape(parse_text("\n\n".join(blocks))) == expected_shape(items)


@given(documents(), st.sampled_from("-–+•*"))
@settings(max_examples=15, deadline=None, phases=FOUND)
def test_bullets_are_no_parts(made: tuple[tuple[str, ...], list[Part]], sign: str) -> None:
    items = numbered(made[1], made[0])
    blocks: list[str] = []
    for _, number, part in items:
        blocks += [heading(number, part.title), *(f"{sign} Nội dung: {text}" for text in part.paragraphs)]
    assert shape(parse_text("\n\n".join(blocks))) == expected_shape(items)
