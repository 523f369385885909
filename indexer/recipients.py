"""Lines that say no more than whom they speak to: "1. Phòng Nội vụ", "Sở Y tế có nhiệm vụ:", "Kính gửi:"."""

from __future__ import annotations

import re

from indexer import cues, lead_ins
from indexer.clauses import opened, trimmed
from indexer.openings import BULLETS, marker_of
from indexer.organisations import Reader, organisations
from kb.model import ParsedDocument, Span, Unit

SENT_TO = re.compile(r"\bkinh gui\b|(?<!dai )\bdien\s*:")  # folded

# Behind the units of such a line: "Tổ công tác có nhiệm vụ:".
HAS_DUTIES = re.compile(
    r"(?:\s+có\s+(?:các\s+|những\s+)?(?:nhiệm\s+vụ|trách\s+nhiệm)(?:(?:,|\s+và)?\s+quyền\s+hạn)?"
    r"(?:\s+chủ\s+yếu)?(?:\s+như)?(?:\s+sau(?:\s+đây)?)?)?[\s:.*]*"
)
TRUST = re.compile(r"(?:trách nhiệm (?:của )?|nhiệm vụ (?:của )?|đối với |giao )")


def addressed(reader: Reader, span: Span, *, heading: bool = False) -> tuple[Unit, ...]:
    """The units, where a heading or a line before a list is nothing but their names."""
    low = reader.low
    start = opened(reader, span)
    trust = TRUST.match(low, start, span.end)
    start = trust.end() if trust else start
    party, end = reader.party(start) or ([], start)
    aside = cues.ASIDE.match(low, end, span.end)
    if not party or not HAS_DUTIES.fullmatch(low, aside.end() if aside else end, span.end):
        line = reader.line(start, trimmed(reader.text, start, span.end), heading=heading)
        party = [line] if line else []
    return tuple(unit for mention in party for unit in mention.units)


def commands_all(reader: Reader, span: Span) -> bool:
    """Whether a line before a list tells nobody in particular what to do: "UBND tỉnh yêu cầu:"."""
    low, end = reader.low, span.end
    commands = (command.end() for command in cues.COMMANDS_ALL.finditer(low, span.start, end))
    return any(low[at:end].strip() == ":" or lead_ins.ANNOUNCES.match(low, at, end) for at in commands)


def sent_to(reader: Reader, parsed: ParsedDocument) -> tuple[Unit, ...]:
    """The units of "Kính gửi: …" or, in a telegram, of "… điện:" and the lines below it."""
    spans: list[Span] = []
    for leaf in parsed.leaves:
        to = SENT_TO.search(reader.folded, leaf.start, leaf.end)
        if to:
            spans = [Span(to.end(), leaf.end)]
        elif spans and marker_of(reader.low, leaf) in BULLETS:
            spans.append(Span(leaf.start, leaf.end))
        elif spans:
            break
    units = (unit for span in spans for mention in organisations(reader, *span) for unit in mention.units)
    return tuple(dict.fromkeys(units))
