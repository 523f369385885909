"""What was understood of one file: how an operator finds out why a document is not found (`kb inspect
FILE`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.extract import read_file
from indexer.parse import parse
from indexer.passages import passages
from kb.model import ParsedDocument, to_json

_FACTS = {
    "type_name": "Loại", "code_number": "Số", "code_notation": "Ký hiệu", "issued_date": "Ngày ban hành",
    "issued_precision": "Chính xác đến", "organ_name": "Cơ quan ban hành", "place": "Nơi ban hành",
    "subject": "Trích yếu", "signing_authority": "Quyền hạn ký", "position": "Chức vụ",
    "full_name": "Người ký",
    "access": "Phạm vi", "pages": "Số trang", "label": "Trích dẫn",
}  # fmt: skip
_DETAILS = {
    "type_code": "Mã loại", "recipients": "Nơi nhận", "meeting_date": "Ngày họp", "chair": "Chủ trì",
    "invitation": "Giấy mời",
}  # fmt: skip
_EXCERPT = 76


def inspect(path: Path) -> dict[str, Any]:
    """Plain JSON values: reader, document, details, sections with their leaves, notes, passages, warnings.

    Raises RefusedError as the build would.
    """
    extraction = read_file(path)
    parsed = parse(extraction, document_id=path.stem, source=path.name)
    return {
        "file": str(path),
        "reader": extraction.reader,
        "media_type": extraction.media_type,
        "encoding": extraction.encoding,
        "confidence": extraction.confidence,
        "characters": len(parsed.text),
        "document": to_json(parsed.document),
        "details": to_json(parsed.details),
        "sections": [_section(parsed, at) for at in range(len(parsed.sections))],
        "notes": [
            {
                "number": note.number,
                "text": parsed.text[note.start : note.end],
                "mark": list(note.mark) if note.mark else None,
                "hangs_on": parsed.text[max(0, note.mark.start - 40) : note.mark.end] if note.mark else "",
            }
            for note in parsed.notes
        ],
        "passages": [to_json(passage) for passage in passages(parsed)],
        "warnings": list(parsed.document.warnings),
    }


def _section(parsed: ParsedDocument, at: int) -> dict[str, Any]:
    section = parsed.sections[at]
    leaves = [
        {"kind": leaf.kind, "page": leaf.page, "text": parsed.text[leaf.start : leaf.end].strip()}
        for leaf in parsed.leaves
        if section.start <= leaf.start < section.end
    ]
    return {**to_json(section), "leaves": leaves}


def render(seen: dict[str, Any]) -> str:
    """The same for a person to read: facts, tree, notes, counts, warnings."""
    inferred = set(seen["details"]["inferred"])
    lines = [
        seen["file"],
        f"  đọc bằng {seen['reader']} ({seen['media_type']}), {seen['characters']} ký tự{_sure(seen)}",
        "",
    ]
    for names, values in ((_FACTS, seen["document"]), (_DETAILS, seen["details"])):
        for field, title in names.items():
            value = values[field]
            if value not in (None, "", []):
                shown = "; ".join(value) if isinstance(value, list) else value
                lines.append(f"  {title}: {shown}{' (suy ra)' if field in inferred else ''}")
    lines += ["", "Bố cục:"]
    for section in seen["sections"]:
        indent = "  " * max(1, section["level"])
        title = f"{section['number']} {section['heading']}".strip()
        lines.append(f"{indent}[{section['id']}] {_cut(title)}".rstrip())
        lines += [f"{indent}    {leaf['kind']}: {_cut(leaf['text'])}" for leaf in section["leaves"]]
    if seen["notes"]:
        lines += ["", f"Chú thích ({len(seen['notes'])}):"]
        lines += [
            f"  {note['number']}: {_cut(note['text'])} ← {note['hangs_on'][-30:] or 'không thấy dấu'}"
            for note in seen["notes"]
        ]
    lines += ["", f"Đoạn để tìm kiếm: {len(seen['passages'])}"]
    lines += [f"  Lưu ý: {warning}" for warning in seen["warnings"]]
    return "\n".join(lines)


def _sure(seen: dict[str, Any]) -> str:
    confidence = seen["confidence"]
    return "" if confidence is None else f", nhận dạng chắc {confidence:.0f}%"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else f"{flat[: _EXCERPT - 1]}…"
