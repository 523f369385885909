"""What a run or paragraph of a DOCX looks like once its styles are resolved."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = (
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
    "sdt",
    "sdtContent",
)
TRANSPARENT = frozenset(
    W + name for name in _AROUND
)  # around paragraphs, runs, rows, cells, and of no weight
_HEADING_NAME = re.compile(r"heading\s+(\d)$", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


def value(element: etree._Element | None, child: str) -> str | None:
    """`w:val` of a child: "" when the child has none, None when there is no such child."""
    found = element.find(W + child) if element is not None else None
    return None if found is None else str(found.get(W + "val", ""))


class Styles:
    def __init__(self, root: etree._Element | None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._styles = {str(style.get(W + "styleId")): style for style in styles}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = [] if defaults is None else [defaults]
        normal = [
            s for s in styles if s.get(W + "type") == "paragraph" and s.get(W + "default") in {"1", "true"}
        ]
        self._normal = str(normal[0].get(W + "styleId")) if normal else ""

    def chain(self, style_id: str) -> list[etree._Element]:
        """The style and those it is based on, nearest first; a loop among them ends the chain."""
        chain: list[etree._Element] = []
        while (style := self._styles.get(style_id)) is not None and style not in chain:
            chain.append(style)
            style_id = value(style, "basedOn") or ""
        return chain

    def paragraph(self, paragraph: etree._Element) -> list[etree._Element]:
        """Paragraph properties in force, nearest first."""
        own = paragraph.find(W + "pPr")
        chain = self.chain(value(own, "pStyle") or self._normal)
        found = [own] if own is not None else []
        return found + [p for style in chain if (p := style.find(W + "pPr")) is not None]

    def run(self, run: etree._Element, paragraph: etree._Element) -> list[etree._Element]:
        """Run properties in force, nearest first."""
        own = run.find(W + "rPr")
        chain = self.chain(value(own, "rStyle") or "")
        chain += self.chain(value(paragraph.find(W + "pPr"), "pStyle") or self._normal)
        found = [own] if own is not None else []
        return found + [r for style in chain if (r := style.find(W + "rPr")) is not None] + self._defaults

    def heading_level(self, paragraph: etree._Element) -> int | None:
        own = paragraph.find(W + "pPr")
        for style in self.chain(value(own, "pStyle") or ""):
            if name := _HEADING_NAME.match(value(style, "name") or ""):
                return int(name[1])
        outline = next((v for p in self.paragraph(paragraph) if (v := value(p, "outlineLvl"))), "9")
        return int(outline) + 1 if outline in set("012345678") else None


def first(properties: list[etree._Element], name: str) -> str | None:
    """The nearest value of a property, None where nobody sets it."""
    return next((v for p in properties if (v := value(p, name)) is not None), None)


def is_on(properties: list[etree._Element], name: str) -> bool:
    """A toggle such as bold: present and not switched off."""
    nearest = first(properties, name)
    return nearest is not None and nearest not in _OFF


def font(properties: list[etree._Element]) -> str:
    for p in properties:
        fonts = p.find(W + "rFonts")
        if fonts is not None and (name := fonts.get(W + "ascii") or fonts.get(W + "hAnsi")):
            return str(name)
    return ""
