"""No file hurts: each hostile one ends in the refusal that says what is wrong with it, or is read for
what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.extract import read_file
from kb.errors import RefusedError

REFUSED = {
    "billion_laughs.docx": "corrupt",
    "bomb_16m_paras.docx": "too_large",
    "bomb_2gb_onenode.docx": "too_large",
    "bomb_40000.png": "too_large",
    "deep.html": "corrupt",
    "enc_user.pdf": "encrypted",
    "encrypted.docx": "encrypted",
    "flate_bomb_1gb.pdf": "no_text",
    "huge_mediabox.pdf": "too_large",
    "nested_tables_3000.docx": "corrupt",
    "pages_7500.pdf": "too_large",
    "pagetree_loop.pdf": "no_text",
    "random.bin.doc": "unsupported_type",
    "random.bin.docx": "unsupported_type",
    "random.bin.pdf": "unsupported_type",
    "trunc.doc": "corrupt",
    "trunc.docx": "corrupt",
    "trunc.pdf": "corrupt",
    "trunc.rtf": "corrupt",
    "xxe.docx": "corrupt",
    "zero.doc": "empty_file",
    "zero.docx": "empty_file",
    "zero.html": "empty_file",
    "zero.pdf": "empty_file",
    "zero.rtf": "empty_file",
}
# Odd but harmless: a wrong suffix, an owner's password, links nobody follows, braces nested deep
# around one letter.
READ = {
    "deep.rtf": "office",
    "enc_owner_only.pdf": "pdf",
    "really_doc.docx": "office",
    "really_docx.doc": "docx",
    "really_docx.pdf": "docx",
    "really_html.doc": "html",
    "really_pdf.docx": "pdf",
    "really_rtf.doc": "office",
    "ssrf.html": "html",
}
# A gigabyte unpacks for half a minute before it proves to be nothing: what is promised is an end,
# in one of these.
SLOW = {"flate_bomb_1gb.pdf": {"no_text", "timeout", "too_large", "corrupt"}}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_with_its_type_and_one_sentence(shared: Path, name: str) -> None:
    if name == "trunc.rtf" and not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    with pytest.raises(RefusedError) as refusal:
        read_file(shared / "documents/hostile" / name)
    assert refusal.value.code in SLOW.get(name, {REFUSED[name]})
    message = str(refusal.value)
    assert name in message
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("name", sorted(READ))
def test_read_for_what_it_is(shared: Path, name: str) -> None:
    if READ[name] == "office" and not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    extraction = read_file(shared / "documents/hostile" / name)
    assert extraction.reader == READ[name]
    assert any(block.text.strip() for block in extraction.blocks)
    assert any(w.startswith("type_mismatch") for w in extraction.warnings) == name.startswith("really_")


def test_every_hostile_file_is_listed(shared: Path) -> None:
    assert {path.name for path in (shared / "documents/hostile").iterdir()} == REFUSED.keys() | READ.keys()


def test_links_are_not_followed(shared: Path) -> None:
    text = " ".join(b.text for b in read_file(shared / "documents/hostile/ssrf.html").blocks)
    assert text == "hello"
