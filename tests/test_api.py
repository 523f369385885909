"""The JSON API keeps the contract, and says in one sentence what is wrong with a request."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from web_fake import FakeKnowledgeBase

from kb.errors import GoneError, MovedError
from kb.model import ParsedDocument
from web.app import create_app

DOCUMENT = {
    "id", "type_name", "code_number", "code_notation", "issued_date", "issued_precision", "organ_name",
    "place",
    "subject", "full_name", "position", "signing_authority", "label", "source", "pages", "access", "warnings",
}  # fmt: skip
CITATION = {"document_id", "label", "section_id", "path", "page", "start", "end", "quote", "url"}
COMMITMENT = {
    "id", "assigner", "lead", "coordinators", "task", "deadline_text", "due_date", "due_precision", "flags",
    "citation", "mentions",
}  # fmt: skip
UNIT = {"id", "name", "short_names", "aliases", "level"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("kb")
    (folder / "index").mkdir()
    (folder / "quiet.txt").write_text("bản gốc", "utf-8")
    app = create_app(FakeKnowledgeBase(folder, folder / "index"))
    return TestClient(app, raise_server_exceptions=False)


def test_search_has_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "thu ngân sách", "k": 1}).json()
    assert body.keys() >= {"query", "total", "hits", "facets"}
    assert body["query"].keys() >= {"text", "interpreted", "language", "notes"}
    assert body["facets"].keys() >= {"type", "organ", "year", "unit"}
    [hit] = body["hits"]
    assert hit.keys() >= {"rank", "score", "document", "citation", "highlights"}
    assert hit["document"].keys() >= DOCUMENT
    assert hit["citation"].keys() >= CITATION


def test_answer_has_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.get("/api/answer", params={"q": "giao việc gì"}).json()
    assert body.keys() >= {"query", "kind", "found", "summary", "items", "nearest"}
    assert body["items"][0].keys() >= {"text", "citations", "commitment"}
    assert body["items"][0]["commitment"].keys() >= COMMITMENT


def test_a_question_without_an_answer_has_no_items_and_the_nearest_passages(client: TestClient) -> None:
    body = client.get("/api/answer", params={"q": "giá vàng"}).json()
    assert (body["found"], body["items"]) == (False, [])
    assert body["nearest"]


def test_commitments_have_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.get("/api/commitments").json()
    assert body["total"] == len(body["items"]) == 2
    assert body["items"][0].keys() >= COMMITMENT
    assert body["items"][0]["lead"][0].keys() >= UNIT


def test_every_cited_quote_is_the_slice_of_the_text_that_the_api_serves(client: TestClient) -> None:
    cited = [hit["citation"] for hit in client.get("/api/search", params={"q": "x"}).json()["hits"]]
    cited += [item["citation"] for item in client.get("/api/commitments").json()["items"]]
    for citation in cited:
        document = client.get(f"/api{citation['url'].split('?')[0]}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert all(section.keys() == {"id", "path", "start", "end"} for section in document["sections"])


def test_documents_and_units_are_listed(client: TestClient) -> None:
    assert client.get("/api/documents").json()["items"][0].keys() >= DOCUMENT
    assert client.get("/api/units").json()["items"][0].keys() >= UNIT
    unit = client.get("/api/units/land").json()
    assert unit.keys() >= UNIT | {"commitments"}
    assert [task["id"] for task in unit["commitments"]] == ["task-land"]


def test_filters_of_the_register_reach_it(client: TestClient) -> None:
    def total(**params: str) -> int:
        return client.get("/api/commitments", params=params).json()["total"]

    assert total(unit="land") == 1
    assert total(due_from="1/7/2024") == 0
    assert total(due_to="2024") == 2
    assert total(state="due_soon", as_of="2024-06-20") == 2
    assert total(state="overdue", as_of="2024-06-20") == 0


def test_a_selection_is_cited_by_its_offsets(client: TestClient) -> None:
    text = client.get("/api/documents/quiet").json()["text"]
    start = text.index("Trung tâm")
    body = client.get("/api/documents/quiet/citation", params={"start": start, "end": start + 9}).json()
    assert body.keys() >= CITATION
    assert body["quote"] == "Trung tâm"


def test_empty_values_of_a_form_are_values_not_given(client: TestClient) -> None:
    url = "/api/search?q=a&k=&type=&organ=&from=&to=&unit=&document="
    assert client.get(url).json() == client.get("/api/search?q=a").json()


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/api/search", 400, "empty"),
        ("/api/search?q=a&k=0", 422, "'k'"),
        ("/api/search?q=a&k=101", 422, "100"),
        ("/api/search?q=a&k=ten", 422, "'k'"),
        (f"/api/search?q={'a' * 1001}", 422, "1000"),
        ("/api/search?q=a&from=yesterday", 422, "'from'"),
        ("/api/search?q=a&to=31/2/2024", 422, "no such day"),
        ("/api/search?q=a&from=2024&to=2023", 422, "'to'"),
        ("/api/commitments?due_from=2024&due_to=2023", 422, "'due_to'"),
        ("/api/commitments?state=done", 422, "'state'"),
        ("/api/commitments?unit=nobody", 404, "nobody"),
        ("/api/documents/nothing", 404, "nothing"),
        ("/api/documents/quiet/citation?start=5&end=5", 404, "characters"),
        ("/api/units/nobody", 404, "nobody"),
        ("/api/nothing", 404, "/api/nothing"),
    ],
)
def test_errors_are_one_sentence_and_no_traceback(
    client: TestClient, path: str, status: int, word: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    error = response.json()["error"]
    assert error.keys() == {"code", "message"}
    assert word in error["message"]
    assert "Traceback" not in response.text


@pytest.mark.parametrize("path", ["/", "/documents", "/api/search?q=thu", "/healthz", "/nowhere"])
def test_head_is_answered_like_get_without_the_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]
    assert not head.content


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),  # the setting `hosts` of the fake
        ("localhost:8000", 200),
        ("LOCALHOST.", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8000", 421),
        ("[", 421),
        ("evil.example@localhost", 421),
        ("localhost/evil", 421),
    ],
)
def test_only_its_own_names_are_served(client: TestClient, host: str, status: int) -> None:
    """Else a page elsewhere could point its name at this server and read it (DNS rebinding)."""
    for path in ("/api/documents", "/", "/commitments.csv", "/documents/quiet/original"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code == status
        assert "content-security-policy" in response.headers
        if status == 421:
            assert "hosts" in response.json()["error"]["message"]


def test_links_to_a_document_that_moved_or_is_gone(tmp_path: Path) -> None:
    class Later(FakeKnowledgeBase):
        def parsed(self, document_id: str) -> ParsedDocument:
            if document_id == "một/hai":
                raise MovedError(document_id, "evil/<b>")
            if document_id == "removed":
                raise GoneError(document_id)
            return super().parsed(document_id)

    client = TestClient(create_app(Later(tmp_path, tmp_path)), follow_redirects=False)
    for path in ("/documents/m%E1%BB%99t%2Fhai?start=1&end=9", "/api/documents/m%E1%BB%99t%2Fhai"):
        moved = client.get(path)
        assert moved.status_code == 308
        assert moved.headers["location"] == path.replace("m%E1%BB%99t%2Fhai", "evil%2F%3Cb%3E")
        assert client.get(moved.headers["location"]).status_code == 200
    gone = client.get("/documents/removed?start=1&end=9")
    assert gone.status_code == 410
    assert "đã được gỡ" in gone.text
    assert client.get("/api/documents/removed").json()["error"]["code"] == "gone"


def test_a_timeline_has_the_sentences_of_each_document_and_their_figures(client: TestClient) -> None:
    body = client.get("/api/timeline", params={"q": "mặt bằng"}).json()
    assert body.keys() == {"query", "measures", "stops"}
    assert body["measures"] == ["dự án"]
    assert [stop["document"]["issued_date"] for stop in body["stops"]] == ["2020-05-01", "2024-06-21"]
    said = body["stops"][1]["said"][0]
    [figure] = said["figures"]
    start, end = figure["span"]
    assert said["citation"]["quote"][start:end] == "05 dự án"
    assert (figure["value"], figure["measure"]) == (5, "dự án")
    assert client.get("/api/timeline").status_code == 400


def test_only_so_many_pages_are_drawn_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.document.WAITING", BoundedSemaphore(1))
    monkeypatch.setattr("web.pages.document.page_image", lambda *_: client.get(url).content)
    url = "/documents/quiet/pages/1.png"
    inner = client.get(url)
    assert inner.status_code == 200
    assert "Máy chủ đang bận" in inner.text
    monkeypatch.setattr("web.pages.document.page_image", lambda *_: b"png")
    assert client.get(url).content == b"png"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_over_http(client: TestClient, method: str) -> None:
    for path in ("/api/search", "/api/documents/quiet", "/commitments.csv", "/", "/status"):
        assert client.request(method, path).status_code == 405
    assert client.request(method, "/api/search").json()["error"]["code"] == "method_not_allowed"


def test_an_unforeseen_failure_is_a_sentence_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(FakeKnowledgeBase):
        def search(self, *args: Any, **kwargs: Any) -> Any:
            raise RuntimeError("secret detail")

    client = TestClient(create_app(Broken(tmp_path, tmp_path)), raise_server_exceptions=False)
    response = client.get("/api/search?q=a")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
    assert "secret detail" not in response.text
    assert "Content-Security-Policy" in response.headers
    page = client.get("/?q=a")
    assert page.status_code == 500
    assert "secret detail" not in page.text


def test_csv_opens_in_excel_with_its_accents_and_links(client: TestClient) -> None:
    response = client.get("/commitments.csv?unit=land")
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert any("Trung tâm phát triển quỹ đất" in cell for cell in rows[1])
    assert any(cell.startswith("http://testserver/documents/quiet?") for cell in rows[1])


def test_xlsx_and_calendar_hold_the_same_tasks(client: TestClient) -> None:
    sheet = load_workbook(io.BytesIO(client.get("/commitments.xlsx").content)).active
    assert sheet is not None
    assert sheet.max_row == 3
    calendar = client.get("/commitments.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.count("BEGIN:VEVENT") == 2


def test_health_and_metrics_say_what_is_served(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "generation": "000001-abc"}
    client.get("/api/documents/quiet")
    text = client.get("/metrics").text
    assert (
        'kb_http_requests_total{method="GET",route="/api/documents/{document_id:path}",status="200"}' in text
    )
    assert "kb_documents 2" in text
    built = datetime.fromisoformat(client.get("/api/status").json()["built_at"]).timestamp()
    assert f"kb_index_built_timestamp_seconds {built:.0f}\n" in text
    assert "kb_last_build_failed 1\n" in text
    for line in text.splitlines():
        assert (
            line.startswith("# TYPE ") or line.rsplit(" ", 1)[1].replace(".", "").replace("e+", "").isdigit()
        )


def test_metrics_never_hold_what_people_asked(client: TestClient) -> None:
    client.get("/api/search", params={"q": "điều riêng tư"})
    client.get("/api/units/điều-riêng-tư")
    assert "riêng" not in client.get("/metrics").text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=12), st.text(max_size=12))
def test_no_query_string_breaks_the_api(client: TestClient, q: str, day: str, k: str) -> None:
    response = client.get("/api/search", params={"q": q, "from": day, "k": k})
    assert response.status_code in (200, 400, 422)
    assert "error" in response.json() or "hits" in response.json()
