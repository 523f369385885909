"""How a generation stores its records: tables in SQLite, and the name of the format of everything in it."""

from __future__ import annotations

from zlib import crc32

from kb import codec, lexical, lexicon
from kb.model import Commitment, Details, Document, Passage, Relation, Unit
from kb.parts import Part
from kb.quotable import Sentence

TABLES = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,       -- sha256 of the file's bytes
    stale TEXT NOT NULL,        -- why the file as it is now was refused; empty when it is the one read
    confidence REAL,            -- mean word confidence of OCR, 0-100
    first_row INTEGER NOT NULL, -- passages of a document have consecutive rows
    row_count INTEGER NOT NULL,
    document TEXT NOT NULL,
    details TEXT NOT NULL
);
-- documents as they were parsed, each section on its own: what is quoted of one needs no other
CREATE TABLE sections (number INTEGER PRIMARY KEY, document_id TEXT NOT NULL, part BLOB NOT NULL);
CREATE INDEX sections_of ON sections (document_id);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    section INTEGER NOT NULL,   -- its number
    document_id TEXT NOT NULL,
    section_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,      -- exclusive
    context TEXT NOT NULL,
    text TEXT NOT NULL,
    sentences TEXT NOT NULL,    -- what can be quoted of it
    key BLOB NOT NULL           -- of its vector in the embedding cache
);
-- what introduces a list; row, from 1, is the place of its vector
CREATE TABLE introductions (row INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, key BLOB NOT NULL);
-- unit_id is reached by the passage: named, in a group that is named, or given a task
CREATE TABLE unit_rows (unit_id TEXT, row INTEGER, PRIMARY KEY (unit_id, row)) WITHOUT ROWID;
CREATE TABLE commitments (ordinal INTEGER PRIMARY KEY, document_id TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE units (ordinal INTEGER PRIMARY KEY, record TEXT NOT NULL);
-- phrases a document uses often, in lower case
CREATE TABLE subjects (document_id TEXT NOT NULL, subject TEXT NOT NULL, times INTEGER NOT NULL);
CREATE TABLE relations (ordinal INTEGER PRIMARY KEY, record TEXT NOT NULL);
"""

RECORDS = (Document, Details, Part, Passage, Sentence, Commitment, Unit, Relation)
STORED = f"{TABLES}{lexicon.STORED}{lexical.STORED}"
FORMAT = f"2-{codec.schema(*RECORDS)}-{crc32(STORED.encode()):08x}"
