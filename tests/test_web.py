"""Pages show what documents say and run none of it; their words are in the catalogue; all comes from here."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from lxml import html
from web_fake import HOSTILE, FakeKnowledgeBase

from kb.commitments import CommitmentPage
from kb.model import AnswerItem
from web import pages
from web.app import create_app
from web.assets import Assets
from web.i18n import LANGUAGES, choose, translator
from web.misses import Misses
from web.problems import ProblemView
from web.render import TEMPLATES, environment

PAGES = [
    "/",
    "/?q=thu+ngân+sách",
    "/?q=giá+vàng",
    "/?q=x&type=Thông+báo&from=2024&literal=1",
    "/documents",
    "/documents?sort=organ&order=desc&year=2024",
    "/documents/quiet",
    "/documents/quiet?start=45&end=60&q=x&hit=1",
    "/documents/evil%2F%3Cb%3E",
    "/commitments",
    "/commitments?group=due&as_of=2024-06-20",
    "/units",
    "/units/land",
    "/units/evil",
    "/timeline",
    "/timeline?q=mặt+bằng",
    "/status",
    "/status?check=1",
    "/nowhere",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "index").mkdir()
    (folder / "quiet.txt").write_text("<script>bản gốc</script>", "utf-8")
    return TestClient(create_app(FakeKnowledgeBase(folder, folder / "index")))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_whole_in_both_languages(client: TestClient, path: str, language: str) -> None:
    response = client.get(path, headers={"Cookie": f"lang={language}"})
    assert response.status_code == (404 if path == "/nowhere" else 200)
    page = html.fromstring(response.text)
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in page.xpath("//a/@href[starts-with(., '#')]"):
        assert target[1:] in ids


@pytest.mark.parametrize("path", PAGES)
def test_hostile_documents_are_shown_and_never_run(client: TestClient, path: str) -> None:
    page = html.fromstring(client.get(path).text)
    assert [script.get("src") for script in page.xpath("//script")] == [Assets().url("app.js")]
    assert not page.xpath("//img | //iframe | //object | //embed | //base | //comment()")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
    for address in page.xpath("//@href | //@src | //@action"):
        assert re.match(r"[/#?](?!/)", address), address


def test_a_hostile_question_is_shown_as_it_was_typed(client: TestClient) -> None:
    page = html.fromstring(client.get("/", params={"q": HOSTILE}).text)
    assert page.xpath("//input[@name='q']/@value") == [HOSTILE]
    assert HOSTILE in page.xpath("string(//h1)")
    assert len(page.xpath("//script")) == 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_no_question_escapes_its_place(client: TestClient, question: str) -> None:
    response = client.get("/", params={"q": question})
    page = html.fromstring(response.text)
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//input[@name='q']")) == 1


def test_hostile_text_reads_the_same_as_in_the_document(client: TestClient) -> None:
    text = client.get("/api/documents/evil%2F%3Cb%3E").json()["text"]
    page = html.fromstring(client.get("/documents/evil%2F%3Cb%3E").text)
    shown = [element.text_content() for element in page.xpath("//article//*[@data-start]")]
    assert shown == [part for part in text.split("\n\n") if part]


@pytest.mark.parametrize("path", [*PAGES, "/api/search?q=a", "/api/nothing", "/healthz", "/commitments.csv"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_the_policy_allows_the_style_sheet_of_the_page(client: TestClient) -> None:
    import base64
    import hashlib

    response = client.get("/")
    styles = html.fromstring(response.text).xpath("//style/text()")
    for style in styles:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in response.headers["content-security-policy"]
    assert len(styles) == 4


def test_static_files_are_kept_for_ever_under_the_name_of_their_content(client: TestClient) -> None:
    url = Assets().url("app.js")
    response = client.get(url)
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"].startswith("text/javascript")
    assert client.get(url.replace(Assets().version, "old")).status_code == 404
    assert client.get("/static/../app.py").status_code == 404
    assert client.get(f"/static/{Assets().version}/../../app.py").status_code == 404


def test_scripts_only_import_scripts_that_are_there() -> None:
    folder = Path(pages.__file__).parents[1] / "static"
    for script in folder.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', script.read_text("utf-8")):
            assert (folder / name).is_file()


def test_the_language_of_the_address_wins_and_is_remembered(client: TestClient) -> None:
    assert choose(None, None) == "vi"
    assert choose("xx", "en") == "en"
    response = client.get("/?lang=en")
    assert '<html lang="en">' in response.text
    assert "lang=en" in response.headers["set-cookie"]
    assert '<html lang="en">' in client.get("/documents").text
    client.cookies.clear()
    assert '<html lang="vi">' in client.get("/documents").text


@pytest.mark.parametrize(
    ("cookie", "media"),
    [
        ("", "(prefers-color-scheme: dark)"),
        ("dark", "all"),
        ("light", "not all"),
        ("<x>", "(prefers-color-scheme: dark)"),
    ],
)
def test_a_page_comes_in_the_colours_chosen(client: TestClient, cookie: str, media: str) -> None:
    page = html.fromstring(client.get("/", headers={"Cookie": f"theme={cookie}"}).text)
    assert page.xpath("//style[@id='dark']/@media") == [media]
    [chosen] = page.xpath("//select[@id='theme']/option[@selected]")
    assert chosen.get("data-media") == media


def test_the_language_switch_keeps_question_and_filters(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=thu&type=Thông+báo&lang=vi").text)
    client.cookies.clear()
    [switch] = page.xpath("//a[@hreflang='en']/@href")
    other = html.fromstring(client.get(switch).text)
    client.cookies.clear()
    assert other.xpath("//input[@name='q']/@value") == ["thu"]
    assert other.xpath("//select[@name='type']/option[@selected]/@value") == ["Thông báo"]


# -- the catalogue


def _templates() -> Iterator[tuple[str, nodes.Template]]:
    jinja = Environment()
    for path in TEMPLATES.glob("*.html"):
        yield path.name, jinja.parse(path.read_text("utf-8"))


def test_catalogues_have_the_same_keys_and_the_same_blanks() -> None:
    vi, en = (translator(language).strings for language in LANGUAGES)
    assert vi.keys() == {key for key in en if not key.endswith(".one")}
    for key in vi:
        assert set(re.findall(r"{(\w+)", vi[key])) >= set(re.findall(r"{(\w+)", en[key])) - {"month"}


def test_templates_hold_no_words_of_their_own() -> None:
    body_class = re.compile(r"{% block page %}\w+{% endblock %}")
    code = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
    for path in TEMPLATES.glob("*.html"):
        source = body_class.sub("", path.read_text("utf-8"))
        page = html.fromstring(f"<div>{code.sub('', source)}</div>")
        shown = page.xpath(
            "//text()[not(parent::style)] | //@title | //@placeholder | //@aria-label | //@alt"
        )
        assert not [text for text in shown if re.search(r"[^\W\d_]", text)], path.name


def test_every_key_a_template_names_is_in_the_catalogue() -> None:
    strings = translator("vi").strings
    for name, tree in _templates():
        for call in tree.find_all(nodes.Call):
            if (
                isinstance(call.node, nodes.Name)
                and call.node.name == "t"
                and isinstance(call.args[0], nodes.Const)
            ):
                assert call.args[0].value in strings, (name, call.args[0].value)


VIEWS: dict[str, Any] = {
    "search.html": pages.search.SearchView,
    "document.html": pages.document.DocumentView,
    "documents.html": pages.documents.DocumentsView,
    "register.html": pages.register.RegisterView,
    "units.html": pages.units.UnitsView,
    "unit.html": pages.units.UnitView,
    "timeline.html": pages.timeline.TimelineView,
    "status.html": pages.status.StatusView,
    "error.html": ProblemView,
}
PARTS = {"search.html": ("_home.html", "_outcome.html")}


def test_each_template_uses_its_view_exactly() -> None:
    trees = dict(_templates())
    for name, view in VIEWS.items():
        parts = [trees[part] for part in (name, *PARTS.get(name, ()))]
        used = {
            access.attr
            for tree in parts
            for access in tree.find_all(nodes.Getattr)
            if isinstance(access.node, nodes.Name) and access.node.name == "view"
        }
        assert used == {field.name for field in dataclasses.fields(view)}, name
    assert {name for name in trees if not name.startswith("_")} == {*VIEWS, "base.html"}


def test_the_environment_escapes_and_fails_on_unknown_names() -> None:
    jinja = environment(Assets())
    assert jinja.autoescape is True
    assert jinja.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(Exception, match="undefined"):
        jinja.from_string("{{ missing }}").render()


def test_dates_and_numbers_follow_the_language() -> None:
    vi, en = translator("vi"), translator("en")
    assert vi.number(885320.5) == "885.320,5"
    assert en.number(885320.5) == "885,320.5"
    assert vi.day(date(2024, 6, 1), "month") == "tháng 6/2024"
    assert en.day(date(2024, 6, 21)) == "21 June 2024"
    assert vi.day(None) == vi.day(date(2024, 1, 1), "none") == ""
    assert en("hits.count", n=1) == "1 matching passage"
    assert en("hits.count", n=1200) == "1,200 matching passages"


# -- documents


def test_a_link_shows_its_quote_marked_once_with_an_anchor(client: TestClient) -> None:
    [hit, _] = client.get("/api/search?q=x").json()["hits"]
    page = html.fromstring(client.get(hit["citation"]["url"]).text)
    [mark] = page.xpath("//article//*[@id='cite']")
    assert "".join(page.xpath("//article//mark//text()")) == hit["citation"]["quote"]
    assert mark.tag == "mark"


def test_a_link_survives_a_change_of_place_and_admits_a_quote_that_is_gone(client: TestClient) -> None:
    [hit, _] = client.get("/api/search?q=x").json()["hits"]
    url, quote = hit["citation"]["url"], hit["citation"]["quote"]
    moved = client.get(url.replace(f"start={hit['citation']['start']}", "start=3"))
    assert "vị trí mới" in moved.text
    assert quote.rstrip(".") in "".join(html.fromstring(moved.text).xpath("//article//mark//text()"))
    gone = client.get(re.sub(r"&d=[^#]+", "&d=5-abc", url))
    assert "Không còn thấy câu trích" in gone.text
    assert not html.fromstring(gone.text).xpath("//mark")


def test_a_quote_that_begins_in_an_empty_cell_has_its_anchor_in_the_next(client: TestClient) -> None:
    text = client.get("/api/documents/quiet").json()["text"]
    start = text.index(" | Năm 2024")
    page = html.fromstring(client.get(f"/documents/quiet?start={start}&end={len(text) - 2}").text)
    assert [mark.text for mark in page.xpath("//article//*[@id='cite']")] == ["Năm 2024"]


def test_notes_stand_after_the_paragraph_that_has_their_mark_and_lead_back(client: TestClient) -> None:
    page = html.fromstring(client.get("/documents/quiet").text)
    [note] = page.xpath("//*[@role='note']")
    [mark] = page.xpath(f"//a[@href='#{note.get('id')}']")
    assert mark.text == "¹"
    assert note.xpath(".//a/@href") == [f"#{mark.get('id')}"]


def test_tables_are_tables(client: TestClient) -> None:
    page = html.fromstring(client.get("/documents/quiet").text)
    rows = page.xpath("//article//table//tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["Chỉ tiêu", "Kết quả"],
        ["Thu ngân sách", "83 tỷ đồng"],
        ["", "Năm 2024"],
        ["Chi", "5 tỷ đồng"],
    ]


def test_what_is_asked_stands_in_the_margin(client: TestClient) -> None:
    page = html.fromstring(client.get("/documents/quiet").text)
    [margin] = page.xpath("//*[contains(@class, 'margin')]")
    assert "Trung tâm phát triển quỹ đất" in margin.text_content()
    assert "30/6/2024" in margin.text_content()


def test_the_trail_leads_back_to_the_search_and_on_to_the_next_hit(client: TestClient) -> None:
    results = html.fromstring(client.get("/?q=thu&type=Thông+báo").text)
    first = results.xpath("//li[@id='hit-1']//h3/a/@href")[0]
    page = html.fromstring(client.get(first).text)
    [back] = page.xpath("//nav[@class='trail']/a/@href")
    assert client.get(back).status_code == 200
    assert "type=Th" in back
    assert back.endswith("#hit-1")
    assert page.xpath("//a[@rel='next']")
    assert not page.xpath("//a[@rel='prev']")


def test_the_original_is_downloaded_and_never_shown(client: TestClient) -> None:
    response = client.get("/documents/quiet/original")
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-type"] == "application/octet-stream"
    assert client.get("/documents/evil%2F%3Cb%3E/original").status_code == 404


# -- lists, register, status


def test_the_list_of_documents_sorts_and_says_so(client: TestClient) -> None:
    def dates(path: str) -> list[str]:
        page = html.fromstring(client.get(path).text)
        return [row.xpath("string(td[1])") for row in page.xpath("//tbody/tr")]

    assert dates("/documents") == ["21/6/2024", "tháng 5/2020"]
    assert dates("/documents?sort=date&order=asc") == ["tháng 5/2020", "21/6/2024"]
    assert dates("/documents?q=ket+luan&organ=UBND+thành+phố+Lạng+Sơn") == ["21/6/2024"]
    page = html.fromstring(client.get("/documents").text)
    assert page.xpath("//th[@aria-sort='descending']//a/text()")[0].strip() == "Ngày ban hành"


def test_facets_and_filters_are_links_that_can_be_taken_back(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=thu").text)
    [facet] = page.xpath("//aside//a[span='2024']/@href")
    filtered = html.fromstring(client.get(facet).text)
    assert filtered.xpath("//aside//a[@aria-current]/span/text()")[0] == "2024"
    [back] = filtered.xpath("//aside//a[@aria-current]/@href")
    assert back == "/?q=thu"
    assert len(filtered.xpath("//ul[@class='chosen']//a")) == 2


def test_a_unit_is_a_facet_by_its_name(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=thu").text)
    [link] = page.xpath("//aside//a[span='Trung tâm phát triển quỹ đất']")
    assert link.xpath("span[@class='count']/text()") == ["2"]
    assert link.get("href") == "/?q=thu&unit=land"
    filtered = html.fromstring(client.get("/?q=thu&unit=land").text)
    assert filtered.xpath("//input[@name='unit']/@value") == ["Trung tâm phát triển quỹ đất"]


def test_a_question_without_an_answer_says_what_to_try(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=giá+vàng").text)
    assert "chưa trả lời" in page.xpath("string(//section[contains(@class, 'none')]/h2)")
    assert page.xpath("//section[contains(@class, 'none')]//li")
    assert page.xpath("//ol[@class='hits']/li")
    assert "giá vàng" in client.get("/status").text


def test_tasks_that_came_through_a_group_are_folded_and_complete(tmp_path: Path) -> None:
    class Grouped(FakeKnowledgeBase):
        def answer(self, *args: Any, **kwargs: Any) -> Any:
            found = super().answer(*args, **kwargs)
            [first, second] = found.items
            through = tuple(dataclasses.replace(second, note="qua nhóm: các sở") for _ in range(3))
            return dataclasses.replace(found, items=(through[0], first, *through[1:]))

    page = html.fromstring(TestClient(create_app(Grouped(tmp_path, tmp_path))).get("/?q=x").text)
    [folded] = page.xpath("//section[@class='answer']/details")
    assert "qua nhóm: các sở" in folded.xpath("string(summary)")
    assert "3 nhiệm vụ" in folded.xpath("string(summary)")
    assert len(folded.xpath(".//li[@data-cite]")) == 3
    assert len(page.xpath("//section[@class='answer']/div[@data-cite]")) == 1


def test_a_long_answer_comes_in_part_with_one_link_to_all_of_it(tmp_path: Path) -> None:
    class Talkative(FakeKnowledgeBase):
        def answer(self, *args: Any, **kwargs: Any) -> Any:
            found = super().answer(*args, **kwargs)
            cited = found.items[0].citations
            items = tuple(AnswerItem(f"việc {n} {'dài ' * 40}", cited) for n in range(100))
            return dataclasses.replace(found, kind="list", items=items)

    client = TestClient(create_app(Talkative(tmp_path, tmp_path)))
    first = client.get("/?q=x")
    [link] = [a for a in html.fromstring(first.text).xpath("//a[@class='more']") if "all=1" in a.get("href")]
    [left_out] = map(int, re.findall(r"\d+", link.text))
    assert 0 < left_out < 99
    assert len(first.content) < 60_000
    for page, shown in ((first, 100 - left_out), (client.get(link.get("href")), 100)):
        assert len(html.fromstring(page.text).xpath("//section[@class='answer']//li[@data-cite]")) == shown


def test_a_footnote_that_answers_shows_the_sentence_it_hangs_on(tmp_path: Path) -> None:
    class Noted(FakeKnowledgeBase):
        def answer(self, *args: Any, **kwargs: Any) -> Any:
            found = super().answer(*args, **kwargs)
            first, second = (item.citations[0] for item in found.items)
            return dataclasses.replace(
                found, kind="fact", items=(AnswerItem("² với 300 người", (second, first)),)
            )

    page = html.fromstring(TestClient(create_app(Noted(tmp_path, tmp_path))).get("/?q=x").text)
    assert "Giao Trung tâm" in page.xpath("string(//section[@class='answer']//p[@class='why'])")


def test_a_deadline_that_is_a_date_is_not_said_twice(client: TestClient) -> None:
    shown = html.fromstring(client.get("/commitments").text).xpath("string(//main)")
    assert "trước ngày 30/6/2024" in shown
    assert "(đến 30/6/2024)" not in shown


def test_a_wrong_filter_is_named_in_the_readers_language(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=x&from=31/2/2024").text)
    notice = page.xpath("string(//p[@class='notice'])")
    assert "ban hành từ ngày" in notice
    assert "31/2/2024" in notice


def test_a_timeline_draws_every_figure_of_its_measure(client: TestClient) -> None:
    page = html.fromstring(client.get("/timeline?q=mặt+bằng").text)
    assert len(page.xpath("//ol[@class='stops']/li")) == 2
    dots = page.xpath("//*[local-name()='svg']//a")
    assert [dot.get("aria-label") for dot in dots] == ["5 dự án, tháng 5/2020.", "5 dự án, 21/6/2024."]


def test_the_calendar_shows_the_weeks_from_the_day_asked_about(client: TestClient) -> None:
    page = html.fromstring(client.get("/commitments?as_of=2024-06-20").text)
    assert (
        len(page.xpath("//div[@class='calendar']//tbody/tr")) == 2
    )  # up to the week in which the task is due
    [day] = page.xpath("//td[contains(@class, 'due')][time/@datetime]")
    assert day.xpath("time/@datetime") == ["2024-06-30"]
    assert not html.fromstring(client.get("/commitments?as_of=2024-09-01").text).xpath(
        "//section//tbody//time[@datetime='2024-06-30']/..//a"
    )


def test_a_long_register_is_whole_over_its_pages(tmp_path: Path) -> None:
    class Busy(FakeKnowledgeBase):
        def commitments(self, wanted: Any) -> Any:
            one = super().commitments(wanted).items[0]
            tasks = tuple(dataclasses.replace(one, id=str(n), task=f"việc {n}.") for n in range(250))
            return CommitmentPage(len(tasks), tasks)

    client, url, found = TestClient(create_app(Busy(tmp_path, tmp_path))), "/commitments", []
    while url:
        page = html.fromstring(client.get(url).text)
        found += page.xpath("//details[@class='fold']//td//span[@class='quote']/text()")
        url = next(iter(page.xpath("//nav/a[text()='Trang sau']/@href")), "")
    assert found == [f"việc {n}." for n in range(250)]


def test_misses_keep_the_words_of_a_week_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "misses.tsv"
    misses = Misses(path)
    misses.add("giá\tvàng\n hôm nay", date(2024, 6, 1))
    misses.add("giá vàng", date(2024, 6, 20))
    misses.add("giá vàng", date(2024, 6, 21))
    assert misses.week(date(2024, 6, 21)) == [("giá vàng", 2)]
    assert path.read_text("utf-8").splitlines()[0] == "2024-06-01\tgiá vàng hôm nay"
    Misses(path)
    assert path.read_text("utf-8") == ""


def test_words_as_typed_give_passages_and_no_answer(client: TestClient) -> None:
    page = html.fromstring(client.get("/?q=thu&literal=1").text)
    assert not page.xpath("//section[contains(@class, 'answer')]")
    assert page.xpath("//ol[@class='hits']/li")
    [back] = page.xpath("//p[@class='understood']/a/@href")
    assert back == "/?q=thu"
