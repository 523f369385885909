"""Notices made up for the tests of the register, parsed by the product itself."""

from __future__ import annotations

from pathlib import Path

from indexer.assignments import extract
from indexer.authority import confirmed
from indexer.blocks import Block, Extraction
from indexer.parse import parse
from kb.model import Commitment, ParsedDocument
from kb.units import UnitAuthority

UNITS = Path(__file__).parent.parent / "units.toml"
CITY = "ỦY BAN NHÂN DÂN THÀNH PHỐ LẠNG SƠN"
PROVINCE = "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"
CONCLUDES = "Chủ tịch UBND thành phố kết luận như sau:"


def authority() -> UnitAuthority:
    return UnitAuthority(confirmed(UNITS))


def notice(
    *paragraphs: str | Block,
    organ: str = CITY,
    day: str = "05 tháng 5 năm 2024",
    kind: str = "THÔNG BÁO",
    subject: str = "Kết luận cuộc họp giao ban",
    document_id: str = "notice",
) -> ParsedDocument:
    head = (organ, "Số: 12/TB-UBND", f"Lạng Sơn, ngày {day}", kind, subject)
    tail = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Hạnh")
    blocks = [
        part if isinstance(part, Block) else Block("paragraph", part) for part in (*head, *paragraphs, *tail)
    ]
    return parse(
        Extraction(tuple(blocks), "text", "text/plain"), document_id=document_id, source=f"{document_id}.txt"
    )


def told(*paragraphs: str, organ: str = CITY, kind: str = "THÔNG BÁO") -> list[Commitment]:
    """The commitments of a notice with these paragraphs after "kết luận như sau:"."""
    return extract(notice(CONCLUDES, *paragraphs, organ=organ, kind=kind), authority())


def lead(commitment: Commitment) -> list[str]:
    return [unit.id for unit in commitment.lead]
