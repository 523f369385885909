"""Every error a person can cause or mend. `str(error)` is one sentence: what, where, what to do.

KbError
├── UsageError        a wrong argument or setting            exit 2, HTTP 400
├── NotFoundError     no such document, section, unit        exit 1, HTTP 404
│   ├── MovedError    the document has another id now             HTTP 308
│   └── GoneError     the document was served once                HTTP 410
├── IndexMissingError nothing has been built here yet        exit 1, HTTP 503
├── IndexDamagedError a generation fails its check, or has another format version   exit 1, HTTP 503
├── BusyError         more is asked at once than the server does at once    exit 1, HTTP 429
├── BuildError        a build that must not be published     exit 1
└── RefusedError      one file the indexer will not take: `code` says which kind of refusal
"""

import json


class KbError(Exception):
    code = "error"
    exit_code = 1
    http_status = 500


def reason(error: Exception) -> str:
    """Why a file could not be read, in words for who gave it: without Python's own names and numbers."""
    match error:
        case OSError():
            return (error.strerror or str(error)).lower()
        case json.JSONDecodeError():
            return f"it is no JSON at column {error.colno}"
        case UnicodeDecodeError():
            return "it is not written in UTF-8"
        case KeyError():
            return f"it has no {error}"
        case TypeError():
            return "it is no JSON object"
        case _:
            return str(error).lower()


class UsageError(KbError):
    code = "bad_request"
    exit_code = 2
    http_status = 400


class NotFoundError(KbError):
    code = "not_found"
    http_status = 404


class MovedError(NotFoundError):
    code = "moved"
    http_status = 308

    def __init__(self, old: str, now: str) -> None:
        super().__init__(f"Document '{old}' has the id '{now}' now.")
        self.old = old
        self.now = now


class GoneError(NotFoundError):
    code = "gone"
    http_status = 410

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"Document '{document_id}' was taken out of the collection; a search finds what the others say."
        )


class IndexMissingError(KbError):
    code = "no_index"
    http_status = 503


class IndexDamagedError(KbError):
    code = "index_damaged"
    http_status = 503


class BusyError(KbError):
    code = "busy"
    http_status = 429


class BuildError(KbError):
    code = "build_failed"


class RefusedError(KbError):
    """One file cannot be taken; the build reports it and goes on.

    `code` is one of empty_file, unsupported_type, outside, encrypted, corrupt, too_large, timeout, no_text,
    ocr_unavailable, converter_unavailable, unreadable, changing, secret.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
