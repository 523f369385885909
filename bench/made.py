"""Documents made for measuring readers: what `../shared/documents/formats` lacks, footnotes and
automatic numbers."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"[{SUPERSCRIPTS}]+")
_NOTE = re.compile(f"([{SUPERSCRIPTS}]+)\\s*(.*)", re.DOTALL)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("document.main", "styles", "numbering", "footnotes", "settings")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Made:
    """The truth: paragraphs in order with marks in place, notes by mark, numbers Word would show."""

    paragraphs: list[str]
    notes: dict[str, str]
    numbers: list[str] = field(default_factory=list)


def from_text(text: str) -> Made:
    """A document of the corpus with its footnotes told apart; marks without a note stay plain digits (m²)."""
    paragraphs, notes = [], {}
    for paragraph in filter(None, (" ".join(p.split()) for p in text.split("\n\n"))):
        note = _NOTE.fullmatch(paragraph)
        if note:
            notes[note[1]] = note[2]
        else:
            paragraphs.append(paragraph.replace("**", "").replace("#", "").strip())
    return Made(paragraphs, notes)


def write_docx(made: Made, path: Path, levels: list[tuple[int, str]] | None = None) -> None:
    """`levels` are paragraphs numbered by Word, (level, text), put after the others."""
    order: list[str] = []
    body = "".join(_paragraph(p, made.notes, order) for p in made.paragraphs)
    for level, text in levels or []:
        numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        body += f"<w:p>{numbered}{_run(text)}</w:p>"
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(' ' + made.notes[mark], 20)}</w:p></w:footnote>"
        for i, mark in enumerate(order, start=1)
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({p: f"{p}.xml" for p in _PARTS[1:]}),
        "word/document.xml": f"<w:document {_W}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{_SEPARATORS}{notes}</w:footnotes>",
        "word/numbering.xml": f"<w:numbering {_W}>{_LEVELS}</w:numbering>",
        "word/styles.xml": f"<w:styles {_W}>{_STYLES}</w:styles>",
        "word/settings.xml": f"<w:settings {_W}/>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')


def convert(path: Path, suffix: str) -> Path:
    """The document in another format, by LibreOffice, beside the original."""
    profile = path.parent / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=120
    )
    return path.with_suffix(f".{suffix}")


def _paragraph(text: str, notes: dict[str, str], order: list[str]) -> str:
    runs, last = "", 0
    for mark in _MARK.finditer(text):
        if mark[0] in notes and mark[0] not in order:
            order.append(mark[0])
            runs += _run(text[last : mark.start()]) + (
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{len(order)}"/></w:r>'
            )
            last = mark.end()
    return (
        f'<w:p><w:pPr><w:ind w:firstLine="567"/><w:jc w:val="both"/></w:pPr>{runs}{_run(text[last:])}</w:p>'
    )


def _run(text: str, half_points: int = 28) -> str:
    runs = ""
    for i, part in enumerate(re.split(f"([{SUPERSCRIPTS}]+)", text)):
        raised = '<w:vertAlign w:val="superscript"/>' if i % 2 else ""
        plain = "".join(str(SUPERSCRIPTS.index(c)) for c in part) if i % 2 else part
        if plain:
            size = f'<w:sz w:val="{half_points}"/>'
            runs += f'<w:r><w:rPr>{size}{raised}</w:rPr><w:t xml:space="preserve">{escape(plain)}</w:t></w:r>'
    return runs


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part.removesuffix(".main")}.xml" ContentType="{_TYPES}.{part}+xml"/>'
        for part in _PARTS
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/>'
)
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="120" w:after="60"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/></w:style>'
)
_FORMATS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "-"))
_LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(_FORMATS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
