"""How a text of a web page looks, by its elements and their inline styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from indexer.extract.legacy import table_of_font

HEADING = re.compile(r"h([1-6])$")
# Not `mso-bidi-font-weight`, which speaks of right-to-left text.
_BOLD = re.compile(r"(?<![\w-])font-weight:(?:bold|[6-9]00)")
_LIGHT = re.compile(r"(?<![\w-])font-weight:(?:normal|[1-5]00)")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)", re.IGNORECASE
)
_FONT_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^\"',;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What the elements around a text say of it."""

    bold: bool = False
    italic: bool = False
    center: bool = False
    raised: bool = False
    upper: bool = False
    table: Callable[[str], str] | None = None

    def within(self, element: etree._Element) -> Look:
        """How text of the element looks, where it stands in text of this look."""
        tag, style = element.tag.rpartition(":")[2].lower(), element.get("style", "")
        css, align = style.lower().replace(" ", ""), element.get("align")
        family = _FONT_FAMILY.search(style)
        look = self
        if tag in {"b", "strong", "th"} or HEADING.match(tag) or _BOLD.search(css):
            look = replace(look, bold=True)
        elif _LIGHT.search(css):
            look = replace(look, bold=False)
        if tag in {"i", "em"} or "font-style:italic" in css:
            look = replace(look, italic=True)
        if "text-align:" in css or align or tag == "center":
            look = replace(look, center="text-align:center" in css or "center" in {align, tag})
        if tag == "sup" or "vertical-align:super" in css:
            look = replace(look, raised=True)
        if "text-transform:uppercase" in css:
            look = replace(look, upper=True)
        if face := element.get("face") or (family[1] if family else ""):
            look = replace(look, table=table_of_font(face))
        return look


def hidden(element: etree._Element) -> bool:
    """Not shown, or a word processor's running head."""
    return bool(_HIDDEN.search(element.get("style", ""))) or element.get("title") in {"header", "footer"}
