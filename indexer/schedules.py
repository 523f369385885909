"""Tasks laid down in tables and in labelled lines, as plans do.

    | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |

    2. Rà soát thủ tục hành chính            - Cơ quan chủ trì: Phòng Nội vụ.   - Thời gian: Quý II/2024.

The heading of a column, or the label of a line, says what its words are: no verb of ordering is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.clauses import Order, trimmed, unnumbered
from indexer.minted import mint
from indexer.name_words import UPPER
from indexer.names import GROUP
from indexer.organisations import Reader, organisations
from kb.model import BODY_KINDS, Leaf, ParsedDocument, Span, Unit

HEADER_ROWS = 3
LONGEST_HEADING = 80
# On folded text, the first that fits: "cơ quan phối hợp thực hiện" is who takes part.
COLUMNS = (
    ("task", re.compile(r"^\W*(?:noi dung|nhiem vu|cong viec)")),
    ("with", re.compile(r"phoi hop")),
    ("by", re.compile(r"thoi (?:gian|han|diem)|^han\b|tien do|hoan thanh|\bxong\b")),
    (
        "lead",
        re.compile(r"chu tri|(?:don vi|co quan|bo phan)(?: \w+)* thuc hien|phu trach|phan cong|duoc giao"),
    ),
    ("task", re.compile(r"noi dung|nhiem vu|cong viec|hoat dong")),
)
WHO = re.compile(r"(?:ten )?(?:don vi(?! tinh)|co quan|dia phuong)|ho (?:va )?ten|thanh vien|can bo")
LAID_ON = re.compile(r"phan cong|duoc giao|phai")
LABEL = re.compile(r"(\w+(?: \w+){0,7}) *: *")
AND = re.compile(r"[,;/\n+]|\s+[-–]\s+|\s+và\s+")
# A cell holds whole names, though a verb stands in one: "Phòng Giáo dục [phổ thông]".
REST_OF_NAME = re.compile(r"(?: (?!và )\w+)+(?=\s*(?:[,;/\n+]|[-–] |và |$))")
NAME = re.compile(rf"[{UPPER}]\w*(?: \w+){{0,6}}")


@dataclass(frozen=True, slots=True)
class Item:
    """An order read from a schedule, the words to cite for it, and its deadline as the schedule has it."""

    cited: Span
    order: Order
    by: Span | None


def items(reader: Reader, parsed: ParsedDocument) -> Iterator[Item]:
    """Every order the document lays down in a table or in labelled lines, in order of place."""
    task: Leaf | None = None
    lines: list[Leaf] = []
    for leaf in parsed.leaves:
        if leaf.kind in BODY_KINDS and task and label(reader, leaf):
            lines.append(leaf)
            continue
        if task and lines and (item := labelled(reader, task, lines)):
            yield item
        if leaf.kind == "table":
            yield from rows(reader, leaf)
        task, lines = leaf if leaf.kind in BODY_KINDS else None, []


def rows(reader: Reader, leaf: Leaf) -> Iterator[Item]:
    """The rows of a table that has a column for tasks and one for who leads them."""
    header = next((n for n, row in enumerate(leaf.rows[:HEADER_ROWS]) if _heads(reader, row)), None)
    if header is None:
        return
    roles = _roles(reader, leaf.rows[header])
    if below := _under(reader, leaf.rows[header : header + 2]):
        roles |= below
        header += 1
    for row in leaf.rows[header + 1 :]:
        cells = {role: row[column] for role, column in roles.items() if column < len(row)}
        lead = _units(reader, cells.get("lead"))
        task = cells.get("task")
        if not lead or task is None or task.start == task.end:
            continue
        order = Order(task, _words(reader, task), lead, _units(reader, cells.get("with")), "", ("scheduled",))
        yield Item(Span(row[0].start, row[-1].end), order, cells.get("by"))


def labelled(reader: Reader, task: Leaf, lines: Sequence[Leaf]) -> Item | None:
    """The order that labelled lines make of the leaf before them; None when no line says who leads."""
    said: dict[str, Span] = {}
    for line in lines:
        at = label(reader, line)
        if at:
            said.setdefault(at[0], Span(at[1], trimmed(reader.text, at[1], line.end)))
    lead = _units(reader, said.get("lead"))
    whole = unnumbered(reader.low, Span(task.start, trimmed(reader.text, task.start, task.end)))
    if not lead or whole.start == whole.end:
        return None
    order = Order(whole, whole, lead, _units(reader, said.get("with")), "", ("scheduled",))
    return Item(Span(whole.start, trimmed(reader.text, whole.start, lines[-1].end)), order, said.get("by"))


def label(reader: Reader, leaf: Leaf) -> tuple[str, int] | None:
    """What a line labels ("lead", "with" or "by") and where its words begin; None for other lines."""
    start = unnumbered(reader.low, Span(leaf.start, leaf.end)).start
    match = LABEL.match(reader.folded, start, leaf.end)
    role = _role(match[1]) if match else None
    return (role, match.end()) if match and role and role != "task" else None


def _heads(reader: Reader, row: Sequence[Span]) -> bool:
    return {"task", "lead"} <= _roles(reader, row).keys()


def _under(reader: Reader, rows: Sequence[Sequence[Span]]) -> dict[str, int]:
    """The roles of a second row of headings: "Chủ trì" and "Phối hợp" under "Cơ quan thực hiện"."""
    if len(rows) < 2:
        return {}
    head, below = rows
    roles = _roles(reader, below)
    if not roles or len(roles) < sum(cell.start < cell.end for cell in below):
        return {}
    wide = next((n for n, cell in enumerate(head[1:]) if cell.start == cell.end), 0)  # spans columns
    shift = 0 if len(below) == len(head) else wide
    return {role: column + shift for role, column in roles.items()}


def _roles(reader: Reader, row: Sequence[Span]) -> dict[str, int]:
    """Columns by role. Who is named beside a task and its term, or a task "được giao", is to do it."""
    roles: dict[str, int] = {}
    headings = [reader.folded[cell.start : cell.end] for cell in row]
    for column, heading in enumerate(headings):
        if len(heading) < LONGEST_HEADING and (role := _role(heading)):
            roles.setdefault(role, column)
    who = next((column for column, heading in enumerate(headings) if WHO.match(heading)), None)
    laid_on = "task" in roles and ("by" in roles or LAID_ON.search(headings[roles["task"]]))
    if who is not None and laid_on:
        roles.setdefault("lead", who)
    return roles


def _role(heading: str) -> str | None:
    return next((role for role, pattern in COLUMNS if pattern.search(heading)), None)


def _units(reader: Reader, cell: Span | None) -> tuple[Unit, ...]:
    """All the cell names: what stands there is a unit even where only its place says so ("VTV, VOV")."""
    if cell is None:
        return ()
    named = list(organisations(reader, cell.start, cell.end))
    if not named and GROUP.fullmatch(reader.low, cell.start, cell.end):  # "Bộ, ngành, địa phương"
        return (mint(reader.text[cell.start : cell.end], reader.scope),)
    units: list[Unit] = []
    at = cell.start
    for mention in (*named, None):
        unnamed = reader.text[at : mention.span.start if mention else cell.end]
        others = (part.strip() for part in AND.split(unnamed))
        units += (mint(name, reader.scope) for name in others if NAME.fullmatch(name))
        if mention:
            rest = REST_OF_NAME.match(reader.text, mention.span.end, cell.end)
            whole = reader.text[mention.span.start : rest.end()] if rest else ""
            units += (reader.unit(whole),) if whole and len(mention.units) == 1 else mention.units
            at = rest.end() if rest else mention.span.end
    return tuple(dict.fromkeys(units))


def _words(reader: Reader, cell: Span) -> Span:
    return Span(cell.start, trimmed(reader.text, cell.start, cell.end))
