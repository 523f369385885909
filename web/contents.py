"""The tree of sections as a table of contents."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import ParsedDocument, Section


@dataclass(frozen=True)
class Entry:
    anchor: str
    number: str
    heading: str
    children: tuple[Entry, ...]


def anchor(section_id: str) -> str:
    return f"sec-{section_id}"


def contents(parsed: ParsedDocument) -> tuple[Entry, ...]:
    """Sections without a heading (letterhead, signature) are left out."""
    children: dict[str, list[Section]] = {}
    named = {section.id for section in parsed.sections if section.heading or section.number}
    for section in parsed.sections:
        if section.id in named:
            parent = section.parent_id if section.parent_id in named else ""
            children.setdefault(parent, []).append(section)

    def entries(parent: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(anchor(s.id), s.number, s.heading, entries(s.id)) for s in children.get(parent, ())
        )

    return entries("")
