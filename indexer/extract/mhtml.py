"""Web pages saved as one file (.mht): the page among the parts, read by the HTML reader."""

from __future__ import annotations

import email
import email.policy

from indexer.blocks import Extraction
from indexer.extract.html import read_page
from indexer.extract.readers import Job
from indexer.extract.sniff import MHTML
from kb.errors import RefusedError


def read(job: Job) -> Extraction:
    message = email.message_from_bytes(job.path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes) and content.strip():
            return read_page(content, part.get_content_charset() or "", job.path.name, MHTML)
    raise RefusedError("corrupt", f"{job.path.name} holds no page; open it and save it as DOCX or PDF.")
