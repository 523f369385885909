"""A knowledge base of two documents in memory, for tests of the web alone. One is hostile throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kb import commitments as register
from kb import links
from kb.config import Settings
from kb.errors import NotFoundError, UsageError
from kb.model import (
    Answer,
    AnswerItem,
    Citation,
    Commitment,
    Details,
    Document,
    Facets,
    Filters,
    Hit,
    Leaf,
    Note,
    ParsedDocument,
    Query,
    Relation,
    SearchResult,
    Section,
    Span,
    Unit,
)
from kb.units import UnitAuthority

HOSTILE = """<script>alert("x")</script><img src=x onerror=alert(1)>"'`{{7*7}}${7*7}&amp;<!--"""

QUIET = [
    ("letterhead", "Số: 12/TB-UBND"),
    ("heading", "1. Giải phóng mặt bằng"),
    (
        "paragraph",
        "Giao Trung tâm phát triển quỹ đất hoàn thành giải phóng mặt bằng 05 dự án¹ trước ngày 30/6/2024.",
    ),
    ("note", "¹ Gồm: Khu tái định cư Mai Pha; Khu liên hợp thể thao."),
    ("heading", "2. Thu ngân sách"),
    ("paragraph", "Tổng thu ngân sách đạt 83 tỷ đồng."),
    ("table", "Chỉ tiêu | Kết quả\nThu ngân sách | 83 tỷ đồng"),
    ("table", " | Năm 2024\nChi | 5 tỷ đồng"),
]
EVIL = [(kind, f"{text} {HOSTILE}") for kind, text in QUIET[:-2]]


def _parsed(document: Document, parts: list[tuple[str, str]]) -> ParsedDocument:
    text = "\n\n".join(text for _, text in parts) + "\n\n"
    leaves: list[Leaf] = []
    sections: list[Section] = []
    notes: list[Note] = []
    at = 0
    section = "head"
    sections.append(Section("head", "", 1, "", "", (), 0, 0))
    for kind, body in parts:
        end = at + len(body) + 2
        if kind == "heading":
            section = f"s{len(sections)}"
            sections.append(Section(section, "", 1, body.split()[0], body, (body,), at, end))
        rows: tuple[tuple[Span, ...], ...] = ()
        if kind == "table":
            rows = tuple(_cells(text, at, body))
        if kind == "note":
            mark = text.index("¹")
            notes.append(Note("1", at, end - 2, Span(mark, mark + 1)))
        leaves.append(Leaf(at, end, kind, section, page=1 if at < 100 else 2, rows=rows))  # type: ignore[arg-type]
        at = end
    ends = [*(s.start for s in sections[1:]), len(text)]
    sections = [replace(s, end=end) for s, end in zip(sections, ends, strict=True)]
    return ParsedDocument(
        document, Details(recipients=("Lưu: VT",)), text, tuple(sections), tuple(leaves), tuple(notes)
    )


def _cells(text: str, at: int, body: str) -> Any:
    for line in body.split("\n"):
        row = []
        for cell in line.split(" | "):
            start = text.index(cell, at)
            row.append(Span(start, start + len(cell)))
            at = start + len(cell)
        yield tuple(row)


def citation(parsed: ParsedDocument, start: int, end: int) -> Citation:
    quote = parsed.text[start:end]
    url = links.url(parsed.document.id, start, end, quote)
    return Citation(parsed.document.id, parsed.document.label, "s1", ("1. Mục",), 2, start, end, quote, url)


class FakeKnowledgeBase:
    """Finds both documents for every question; cannot answer one with the word "vàng".
    Understands "mặt bằng" as it stands and more than is said in everything else."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self.settings = Settings(corpus=corpus, index=index, hosts="testserver")
        quiet = Document(
            "quiet", "Thông báo", "12", "TB-UBND", date(2024, 6, 21), "day", "UBND thành phố Lạng Sơn",
            "TP. Lạng Sơn", "Kết luận cuộc họp tháng 6", source="quiet.txt",
            label="Thông báo số 12/TB-UBND ngày 21 tháng 6 năm 2024",
        )  # fmt: skip
        evil = Document(
            "evil/<b>", HOSTILE, HOSTILE, HOSTILE, date(2020, 5, 1), "month", HOSTILE, HOSTILE, HOSTILE,
            HOSTILE, HOSTILE, HOSTILE, HOSTILE, "../outside.txt", None, "internal", (HOSTILE,),
        )  # fmt: skip
        self._parsed = {d.id: _parsed(d, parts) for d, parts in ((quiet, QUIET), (evil, EVIL))}
        self._units = UnitAuthority(
            [
                Unit("land", "Trung tâm phát triển quỹ đất", ("TTPTQĐ",), ("Land Fund Center",), "district"),
                Unit("evil", f"Phòng {HOSTILE}", (HOSTILE,), (HOSTILE,), "other"),
                Unit("all", "Các phòng, ban", members=("land", "evil"), level="district"),
            ]
        )
        self._commitments = tuple(
            self._task(p, unit) for p, unit in zip(self._parsed.values(), ("land", "evil"), strict=True)
        )

    def _task(self, parsed: ParsedDocument, unit: str) -> Commitment:
        start = parsed.text.index("Giao")
        end = parsed.text.index("\n\n", start)
        said = citation(parsed, start, end)
        lead = self._units.get(unit)
        assert lead is not None
        return Commitment(
            f"task-{unit}", parsed.document.organ_name, (lead,), (), said.quote, "trước ngày 30/6/2024",
            date(2024, 6, 30), "day", ("due_before_issue",), said,
        )  # fmt: skip

    def refresh(self) -> bool:
        return False

    def search(
        self, text: str, k: int = 10, filters: Filters = Filters(), *, literal: bool = False
    ) -> SearchResult:
        if not text.strip():
            raise UsageError("The question is empty; type at least one word.")
        if filters.organ == "none":
            return SearchResult(Query(text, text), 0, (), Facets())
        hits = []
        for rank, parsed in enumerate(self._parsed.values(), 1):
            start = parsed.text.index("Tổng thu")
            said = citation(parsed, start, parsed.text.index("\n\n", start))
            hits.append(Hit(rank, 1 / rank, parsed.document, said, (Span(0, 8),), (said,)))
        facets = Facets(
            {"Thông báo": 1, HOSTILE: 1},
            {"UBND thành phố Lạng Sơn": 1},
            {"2024": 1, "2020": 1},
            {"land": 2, "evil": 1},
        )
        understood = text if text == "mặt bằng" else f"{text} đã hiểu"
        return SearchResult(Query(text, understood, "vi", (HOSTILE,)), 40, tuple(hits[:k]), facets)

    def answer(self, text: str, filters: Filters = Filters(), today: date | None = None) -> Answer:
        result = self.search(text, 10, filters)
        if "vàng" in text or not result.hits:
            return Answer(
                result.query,
                "fact",
                False,
                "Các văn bản trong kho không trả lời câu hỏi này.",
                (),
                result.hits,
            )
        items = tuple(AnswerItem(c.task, (c.citation,), c, (Span(0, 4),)) for c in self._commitments)
        return Answer(result.query, "assignments", True, "Có 2 nhiệm vụ.", items)

    def commitments(self, wanted: register.CommitmentFilter) -> register.CommitmentPage:
        return register.select(self._commitments, wanted, self._units)

    def documents(self) -> tuple[Document, ...]:
        return tuple(parsed.document for parsed in self._parsed.values())

    def parsed(self, document_id: str) -> ParsedDocument:
        if document_id not in self._parsed:
            raise NotFoundError(
                f"There is no document '{document_id}'; 'kb status' and /documents list them."
            )
        return self._parsed[document_id]

    def original(self, document_id: str) -> Path:
        path = self.settings.corpus / self.parsed(document_id).document.source
        if not path.is_file():
            raise NotFoundError(f"The file of document '{document_id}' is no longer there.")
        return path

    def relations(self, document_id: str) -> tuple[Relation, ...]:
        return (Relation("draft_of", "quiet", "evil/<b>", HOSTILE),)

    def subjects(self) -> tuple[str, ...]:
        return ("giải phóng mặt bằng", HOSTILE)

    def units(self) -> UnitAuthority:
        return self._units

    def unit(self, unit_id: str) -> Unit:
        unit = self._units.get(unit_id)
        if unit is None:
            raise NotFoundError(f"There is no unit '{unit_id}'; the tasks of the register name those known.")
        return unit

    def status(self) -> dict[str, Any]:
        refused = {"source": HOSTILE, "code": "secret", "message": HOSTILE, "tries": 1, "served": False}
        report = {
            "started": "2024-06-21T01:00:00+00:00", "published": False, "error": HOSTILE,
            "seconds": {"read": 1.5}, "embedded": 7,
            "size": 5_000_000, "peak_memory": 200_000_000, "added": ["quiet.txt"], "changed": [],
            "removed": [],
            "kept": 1,
            "refused": [refused], "low_confidence": [[HOSTILE, 61.0]], "notes": [HOSTILE],
        }  # fmt: skip
        counts = {"documents": 2, "passages": 9, "commitments": 2, "units": 3, "relations": 1}
        return {
            "generation": "000001-abc", "built_at": "2024-06-21T01:00:05+00:00", "counts": counts,
            "model": "fake", "format": "1", "report": report,
            "last_build": None,
        }  # fmt: skip
