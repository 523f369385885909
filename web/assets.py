"""Static files under names that change with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS_AROUND_MARKS = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Asset:
    url: str
    body: bytes
    media_type: str


class Assets:
    """All files of web/static, read once.

    Style sheets are carried inside the pages, each page those it uses: it then paints after a single request.
    The policy allows these texts by their digests and no other.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        self.sheets = {path.stem: minify(path.read_text("utf-8")) for path in files if path.suffix == ".css"}
        plain = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.suffix != ".css"
        }
        # Modules import one another by plain names, so the digest is the folder's, not each file's.
        self.version = hashlib.sha256(b"".join(plain.values())).hexdigest()[:12]
        self._assets = {name: self._asset(name, body) for name, body in plain.items()}

    def digests(self) -> list[str]:
        """Of the style sheets, in the form of a policy."""
        hashes = (hashlib.sha256(sheet.encode()).digest() for sheet in self.sheets.values())
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes]

    def url(self, name: str) -> str:
        """Raises KeyError for a file that is not there: a template naming one must fail in tests."""
        return self._assets[name].url

    def serve(self, request: Request) -> Response:
        asset = self._assets.get(request.path_params["name"])
        if asset is None or request.path_params["version"] != self.version:
            return Response(status_code=404)
        return Response(asset.body, media_type=asset.media_type, headers={"Cache-Control": FOREVER})

    def _asset(self, name: str, body: bytes) -> Asset:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Asset(f"/static/{self.version}/{name}", body, media_type)


def minify(css: str) -> str:
    """Comments and needless blanks out. Not for strings that hold braces or runs of blanks."""
    css = BLANKS.sub(" ", COMMENT.sub("", css))
    return BLANKS_AROUND_MARKS.sub(r"\1", css).replace(";}", "}").strip()
