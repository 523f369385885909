"""Documents made at random, printed as offices print them and parsed back: what goes in must come out."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kb.model import ParsedDocument
from tests.documents import assert_sound, leaf_text, parse_text, shape

# Shrinking documents takes minutes; a failure is printed as found.
FOUND = (Phase.explicit, Phase.reuse, Phase.generate)

LETTERS = "abcdđeghik"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ADMINISTRATIVE = ("Phần {roman}", "{roman}.", "{arabic}.", "{letter})")
LEGAL = ("Chương {roman}", "Mục {arabic}.", "Điều {running}.", "{arabic}.")
DECIMAL = ("{arabic}.", "{path}.", "{path}.")
SCHEMES = (ADMINISTRATIVE[1:], ADMINISTRATIVE, LEGAL, LEGAL[2:], DECIMAL)

WORDS = st.sampled_from(
    [
        "công",
        "tác",
        "quản",
        "lý",
        "đất",
        "đai",
        "môi",
        "trường",
        "giáo",
        "dục",
        "văn",
        "hóa",
        "đầu",
        "tư",
        "xây",
        "dựng",
        "kế",
        "hoạch",
        "nhiệm",
        "vụ",
        "phát",
        "triển",
        "kinh",
        "tế",
        "xã",
        "hội",
        "triển",
        "khai",
        "thực",
        "hiện",
        "kết",
        "quả",
        "cải",
        "cách",
        "hành",
        "chính",
        "đô",
        "thị",
        "an",
        "sinh",
        "thủ",
        "tục",
        "hồ",
        "sơ",
        "khó",
        "khăn",
        "giải",
        "pháp",
    ]
)
# What looks like a number of a part, a note's mark or the end of a sentence and is none.
TRAPS = st.sampled_from(
    ["đạt 1.085 hồ sơ", "trước ngày 15/01/2024", "diện tích 276,3ha", "khoảng 313 m³", "rộng 3.602 m²",
     "tại khoản 2 Điều 5", "theo mục I và mục II", "Nghị quyết số 62-NQ/TU", "tăng 81,8% so với cùng kỳ",
     "từ 2021 - 2025", "chỉ tiêu số 17.7, 17.8"]
)  # fmt: skip


@dataclass
class Part:
    title: str
    paragraphs: list[str]
    children: list[Part] = field(default_factory=list)


@st.composite
def phrases(draw: st.DrawFn, low: int, high: int) -> str:
    return " ".join(draw(st.lists(WORDS, min_size=low, max_size=high)))


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    text = draw(phrases(6, 25))
    if draw(st.booleans()):
        text += f" {draw(TRAPS)} {draw(phrases(2, 8))}"
    return text.capitalize()[:1] + text[1:] + "."


@st.composite
def parts(draw: st.DrawFn, depth: int) -> Part:
    title = draw(phrases(2, 7))
    body = draw(st.lists(paragraphs(), min_size=1, max_size=3))
    children = draw(st.lists(parts(depth - 1), min_size=0, max_size=3)) if depth > 1 else []
    return Part(title[:1].upper() + title[1:], body, children)


@st.composite
def documents(draw: st.DrawFn) -> tuple[tuple[str, ...], list[Part]]:
    scheme = draw(st.sampled_from(SCHEMES))
    return scheme, draw(st.lists(parts(len(scheme)), min_size=2, max_size=4))


def numbered(roots: list[Part], scheme: tuple[str, ...]) -> list[tuple[int, str, Part]]:
    """Level, number as printed and part, in the order of the text; articles number on through the
    document.
    """
    found: list[tuple[int, str, Part]] = []
    running = 0

    def walk(siblings: list[Part], level: int, path: tuple[int, ...]) -> None:
        nonlocal running
        for place, part in enumerate(siblings, start=1):
            running += "{running}" in scheme[level - 1]
            number = scheme[level - 1].format(
                roman=ROMAN[place - 1], arabic=place, letter=LETTERS[place - 1], running=running,
                path=".".join(map(str, (*path, place))),
            )  # fmt: skip
            found.append((level, number, part))
            walk(part.children, level + 1, (*path, place))

    walk(roots, 1, ())
    return found


def expected_shape(items: list[tuple[int, str, Part]]) -> list[tuple[int, str, str]]:
    return [(level, number, part.title) for level, number, part in items]


def heading(number: str, title: str) -> str:
    return f"{number}\n\n{title}" if number.startswith(("Phần", "Chương")) else f"{number} {title}"


def plain(items: list[tuple[int, str, Part]]) -> list[str]:
    return [block for _, number, part in items for block in (heading(number, part.title), *part.paragraphs)]


def body(parsed: ParsedDocument) -> list[str]:
    return [leaf_text(parsed, leaf) for leaf in parsed.leaves if leaf.kind in ("paragraph", "list_item")]


def all_paragraphs(items: list[tuple[int, str, Part]]) -> list[str]:
    return [paragraph for _, _, part in items for paragraph in part.paragraphs]


@given(documents())
@settings(max_examples=60, deadline=None, phases=FOUND)
def test_tree_comes_back(made: tuple[tuple[str, ...], list[Part]]) -> None:
    items = numbered(made[1], made[0])
    parsed = parse_text("\n\n".join(plain(items)))
    assert_sound(parsed)
    assert shape(parsed) == expected_shape(items)
    assert body(parsed) == all_paragraphs(items)


@given(documents(), st.integers(60, 100))
@settings(max_examples=40, deadline=None, phases=FOUND)
def test_soft_wrapped_lines_are_joined(made: tuple[tuple[str, ...], list[Part]], width: int) -> None:
    items = numbered(made[1], made[0])
    wrapped = [
        "\n".join(textwrap.wrap(block, width)) if "\n" not in block else block for block in plain(items)
    ]
    parsed = parse_text("\n\n".join(wrapped))
    assert shape(parsed) == expected_shape(items)
    assert body(parsed) == all_paragraphs(items)


@given(documents(), st.data())
@settings(max_examples=40, deadline=None, phases=FOUND)
def test_markdown_headings_of_any_depth(
    made: tuple[tuple[str, ...], list[Part]], data: st.DataObject
) -> None:
    """The number decides the level; how many # a converter wrote does not."""
    items = [(level, number, part) for level, number, part in numbered(made[1], made[0])]
    lines = []
    for _, number, part in items:
        hashes = "#" * data.draw(st.integers(1, 5))
        stars = data.draw(st.sampled_from(["", "**"]))
        lines += [
            f"{hashes} {stars}{heading(number, part.title).replace(chr(10) * 2, ' ')}{stars}",
            *part.paragraphs,
        ]
    assert shape(parse_text("\n\n".join(lines))) == expected_shape(items)


@given(documents(), st.data())
@settings(max_examples=80, deadline=None, phases=FOUND)
def test_page_breaks_and_footnotes(made: tuple[tuple[str, ...], list[Part]], data: st.DataObject) -> None:
    """Pages end inside paragraphs; the notes of the page stand there, one of them perhaps cut as well."""
    items = numbered(made[1], made[0])
    blocks: list[str] = []
    wanted_notes: list[tuple[str, str, str]] = []  # number, word before the mark, text
    wanted_body: list[str] = []
    pending: list[str] = []
    page = 1
    for _, number, part in items:
        blocks.append(heading(number, part.title))
        for paragraph in part.paragraphs:
            words = paragraph.split()
            if data.draw(st.integers(0, 2)) == 0:
                at = data.draw(st.integers(1, 5))
                note = str(len(wanted_notes) + 1)
                text = data.draw(phrases(3, 10)).capitalize() + "."
                wanted_notes.append((note, words[at], text))
                words[at] += raised(note)
                pending.append(f"{raised(note)} {text}")
            wanted_body.append(" ".join(words))
            cut = data.draw(st.integers(0, len(words) - 2)) if data.draw(st.integers(0, 3)) == 0 else 0
            if cut and words[cut][0].islower() and words[cut - 1][-1].isalpha():
                page += 1
                blocks += [" ".join(words[:cut]), *pending]
                blocks += [str(page)] if data.draw(st.booleans()) else []
                blocks.append(" ".join(words[cut:]))
                pending = []
            else:
                blocks.append(" ".join(words))
    parsed = parse_text("\n\n".join([*blocks, *pending]))
    assert_sound(parsed)
    assert shape(parsed) == expected_shape(items)
    assert body(parsed) == wanted_body
    found = []
    for note in parsed.notes:
        assert note.mark is not None
        found.append(
            (note.number, parsed.text[: note.mark.start].split()[-1], parsed.text[note.start : note.end])
        )
    assert sorted(found) == sorted((n, word, f"{raised(n)} {text}") for n, word, text in wanted_notes)


@given(documents(), st.data())
@settings(max_examples=40, deadline=None, phases=FOUND)
def test_an_edit_changes_no_other_id(made: tuple[tuple[str, ...], list[Part]], data: st.DataObject) -> None:
    items = numbered(made[1], made[0])
    before = parse_text("\n\n".join(plain(items)))
    edited = data.draw(st.integers(0, len(items) - 1))
    items[edited][2].paragraphs += data.draw(st.lists(paragraphs(), min_size=1, max_size=3))
    items[edited][2].paragraphs[0] = data.draw(paragraphs())
    items[edited][2].title = data.draw(phrases(2, 7)).capitalize()
    after = parse_text("\n\n".join(plain(items)))
    assert [s.id for s in after.sections] == [s.id for s in before.sections]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None, phases=FOUND)
def test_any_text_is_partitioned(text: str) -> None:
    assert_sound(parse_text(text))


def raised(digits: str) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in digits)
