"""What people do with the pages, in a real browser: mouse, keyboard, no scripts, paper, screen readers."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import pypdfium2
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from web_fake import FakeKnowledgeBase

from kb.base import KnowledgeBase
from web.app import create_app
from web.facade import Facade

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = [
    "/",
    "/?q=thu+ngân+sách&type=Thông+báo",
    "/?q=giá+vàng",
    "/documents",
    "/documents/quiet",
    "/documents/quiet?start=45&end=60&q=x&hit=1",
    "/documents/evil%2F%3Cb%3E",
    "/commitments?as_of=2024-06-20",
    "/commitments?group=due",
    "/commitments?group=document&state=overdue",
    "/documents?q=nothing",
    "/?q=thu&from=31/2/2024",
    "/units",
    "/units/evil",
    "/timeline?q=mặt+bằng",
    "/timeline",
    "/status?check=1",
    "/nowhere",
]

NewPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.skip(f"{CHROMIUM} is not here; scripts/test installs it where it may")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _served(kb: Facade) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(kb), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "index").mkdir()
    (folder / "quiet.txt").write_text("bản gốc", "utf-8")
    with _served(FakeKnowledgeBase(folder, folder / "index")) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[NewPage]:
    """Pages that fail the test when the browser complains of anything or asks another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(base_url=site, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(site) else wrong.append(request.url)
        )
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [line for line in wrong if not re.search(r"status of 4(04|22)", line)]


def _clipboard(page: Page) -> tuple[str, str]:
    page.context.grant_permissions(["clipboard-read"])
    text, rich = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const read = async (type) => (await item.getType(type)).text();
            return [await read("text/plain"), await read("text/html")];
        }"""
    )
    return text, rich


def test_find_open_at_the_sentence_and_come_back(open_page: NewPage) -> None:
    page = open_page("/", viewport={"width": 1200, "height": 500})
    page.get_by_role("searchbox").fill("thu ngân sách")
    page.get_by_role("button", name="Tìm").click()
    expect(page).to_have_url(re.compile(r"/\?q=[^&]+$"))  # what the form left empty is not in the address
    page.locator(".hit a.source").first.click()
    expect(page.locator("#cite")).to_have_text("Tổng thu")
    expect(page.locator("#cite")).to_be_in_viewport()
    assert page.locator("article mark").all_text_contents() == ["Tổng thu", " ngân sách đạt 83 tỷ đồng."]
    page.get_by_role("link", name="Trở lại kết quả").click()
    expect(page.get_by_role("searchbox")).to_have_value("thu ngân sách")


def test_copy_a_citation_as_plain_and_as_rich_text(open_page: NewPage, site: str) -> None:
    page = open_page("/?q=thu")
    page.locator(".hit button.copy").first.click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép trích dẫn.")
    text, rich = _clipboard(page)
    assert text.startswith(
        "“Tổng thu ngân sách đạt 83 tỷ đồng.” (Thông báo số 12/TB-UBND ngày 21 tháng 6 năm 2024)"
    )
    assert f'href="{site}/documents/quiet?start=' in rich
    link = text.rsplit(" ", 1)[1]
    assert "&q=" not in link
    page.goto(link)
    assert "".join(page.locator("article mark").all_text_contents()) == "Tổng thu ngân sách đạt 83 tỷ đồng."


def test_each_button_says_what_it_copies(open_page: NewPage) -> None:
    page = open_page("/?q=thu")
    expect(page.get_by_role("button", name="Sao chép trích dẫn: Tổng thu ngân sách").first).to_be_visible()


def test_copy_the_citation_of_any_selected_text(open_page: NewPage) -> None:
    page = open_page("/documents/quiet")
    page.evaluate(
        """() => {
            const path = "//article//p[contains(., 'Trung tâm')]/descendant::text()[1]";
            const text = document.evaluate(path, document).iterateNext();
            getSelection().setBaseAndExtent(text, 5, text, 14);
        }"""
    )
    page.get_by_role("button", name="phần đã chọn").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép trích dẫn.")
    assert _clipboard(page)[0].startswith("“Trung tâm” (Thông báo số 12")


def test_hostile_text_copied_is_still_text(open_page: NewPage) -> None:
    page = open_page("/?q=thu")
    page.locator(".hit button.copy").nth(1).click()
    assert "<script>" not in _clipboard(page)[1]


def test_filter_and_take_the_filter_back(open_page: NewPage) -> None:
    page = open_page("/?q=thu")
    page.get_by_role("link", name="2024 1").click()
    expect(page.get_by_role("list", name="Đang lọc theo").get_by_role("link")).to_have_count(2)
    page.get_by_role("link", name="2024 1").click()
    expect(page.get_by_role("list", name="Đang lọc theo")).to_have_count(0)


def test_switch_the_language_and_keep_it(open_page: NewPage) -> None:
    page = open_page("/?q=thu")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Related passages")).to_be_visible()
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")


def test_colours_are_chosen_once_and_kept(open_page: NewPage) -> None:
    page = open_page("/", color_scheme="light")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.get_by_label("Nền").select_option("dark")
    dark = page.evaluate(background)
    assert dark != light
    page.goto("/documents")
    assert page.evaluate(background) == dark
    page.get_by_label("Nền").select_option("auto")
    assert page.evaluate(background) == light


def test_everything_by_keyboard(open_page: NewPage) -> None:
    page = open_page("/documents")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.goto("/?q=x")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("thu ngân sách c /")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(quote_plus("thu ngân sách c /"))))
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#hit-1 a.source")).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_have_text("Đã sao chép trích dẫn.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#cite")).to_be_visible()


def test_single_keys_can_be_turned_off(open_page: NewPage) -> None:
    page = open_page("/?q=thu")
    page.get_by_text("Phím tắt", exact=True).click()
    page.get_by_label("Dùng phím tắt").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_questions_asked_are_remembered_in_this_browser_alone(open_page: NewPage) -> None:
    page = open_page("/?q=<b>thu</b>")
    page.goto("/")
    expect(page.locator("#recent-questions")).to_have_text("<b>thu</b>")
    page.get_by_role("button", name="Xóa danh sách").click()
    page.reload()
    expect(page.locator("#recent-questions")).to_be_hidden()


def test_the_table_of_contents_follows_the_reading(open_page: NewPage) -> None:
    page = open_page("/documents/quiet", viewport={"width": 1300, "height": 260})
    page.locator("article h2").nth(1).scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    expect(page.locator(".contents [aria-current]")).to_have_text("2. Thu ngân sách")


def test_everything_works_without_scripts(open_page: NewPage) -> None:
    page = open_page("/", java_script_enabled=False, viewport={"width": 1200, "height": 500})
    page.get_by_role("searchbox").fill("thu")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("button.copy").first).to_be_hidden()
    page.locator(".hit a.source").first.click()
    expect(page.locator("#cite")).to_be_in_viewport()


def test_the_register_prints_on_a4_landscape(open_page: NewPage) -> None:
    page = open_page("/commitments?as_of=2024-06-20")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = sheet[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    text = "".join(leaf.get_textpage().get_text_range() for leaf in sheet)
    assert "Trung tâm phát triển quỹ đất" in text
    assert "30/6/2024" in text
    assert "Lọc" not in text


def test_on_a_phone_the_groups_of_the_register_are_a_list_to_choose_from(open_page: NewPage) -> None:
    page = open_page("/commitments?as_of=2024-06-20", viewport={"width": 390, "height": 800})
    first, second = page.locator("details.fold").all()[:2]
    expect(first.locator("td").first).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator("td").first).to_be_visible()
    page.evaluate("location.hash = document.querySelectorAll('.fold h2')[1].id")
    expect(second.locator("td").first).to_be_visible()
    expect(second.locator("summary")).to_be_in_viewport()


def test_an_answer_prints_with_its_question_from_the_first_page(open_page: NewPage) -> None:
    page = open_page("/?q=thu ngân sách", color_scheme="dark")
    first = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].get_textpage().get_text_range()
    assert "thu ngân sách" in first
    assert "Trung tâm phát triển quỹ đất" in first
    assert "Sao chép" not in first


def test_a_document_prints_with_its_quote_and_without_the_menus(open_page: NewPage) -> None:
    page = open_page("/documents/quiet?start=45&end=60")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert round(sheet[0].get_size()[0]) == 595
    text = "".join(leaf.get_textpage().get_text_range() for leaf in sheet)
    assert "Tổng thu ngân sách đạt 83 tỷ đồng." in text
    assert "Tình trạng" not in text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing(open_page: NewPage, path: str, width: int, scheme: str) -> None:
    page = open_page(path, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_pages_reflow_at_320_pixels(open_page: NewPage, path: str) -> None:
    """1280 pixels at 400% zoom (WCAG 2.2, 1.4.10)."""
    page = open_page(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_motion_is_only_for_those_who_want_it(open_page: NewPage) -> None:
    duration = "getComputedStyle(document.querySelector('.toast')).transitionDuration"
    assert open_page("/").evaluate(duration) != "0s"
    assert open_page("/", reduced_motion="reduce").evaluate(duration) == "0s"


def test_a_result_page_paints_after_one_request_of_at_most_60_kb(open_page: NewPage) -> None:
    page = open_page("/documents")
    with page.expect_response(lambda response: "?q=" in response.url) as answered:
        page.goto("/?q=thu")
    assert len(answered.value.body()) <= 60_000
    assert page.locator("link[rel=stylesheet]").count() == 0
    assert page.locator("script:not([type=module])").count() == 0


@pytest.mark.parametrize(
    "question",
    [
        "trung tam ptqd giai phong mat bang",
        "TTPTQĐ giải phóng mặt bằng",
        "trung tam phat trien quy dat duoc giao viec gi",
    ],
)
def test_from_a_few_words_to_the_sentence_and_its_citation(
    browser: Browser, built: KnowledgeBase, question: str
) -> None:
    with _served(built) as site:
        page = browser.new_page(base_url=site, viewport={"width": 1300, "height": 600})
        page.goto("/", timeout=60_000)
        page.get_by_role("searchbox").fill(question)
        page.keyboard.press("Enter")
        answer = page.locator(".answer .group", has_text="tiếp tục tập trung triển khai").first
        source = answer.locator(".sources a").first
        expect(source).to_have_text(
            "Thông báo ngày 21 tháng 6 năm 2024 của Ủy ban nhân dân thành phố Lạng Sơn, mục 6"
        )
        source.click()
        expect(page.locator("#cite")).to_be_in_viewport()
        marked = "".join(page.locator("article mark").all_text_contents())
        assert "giải quyết khó khăn, vướng mắc các dự án" in marked
        page.locator(".cited").get_by_role("button").click()
        text, _ = _clipboard(page)
        assert text.startswith(f"“{marked}” (Thông báo ngày 21 tháng 6 năm 2024 của Ủy ban nhân dân")
        assert text.endswith("#cite")
        page.context.close()


REAL_PAGES = [
    "/?q=Những dự án nào là dự án trọng điểm của tỉnh?",
    "/documents/2024-01_thong-bao_ket-luan-hoi-nghi-trien-khai-nhiem-vu-2024",
    "/commitments?as_of=2024-06-20",
]


def test_the_real_pages_are_accessible_and_fit_a_phone(browser: Browser, built: KnowledgeBase) -> None:
    with _served(built) as site:
        page = browser.new_page(base_url=site, viewport={"width": 390, "height": 844})
        for path in REAL_PAGES:
            page.goto(path, timeout=60_000)
            found = Axe().run(page)
            assert not found.response["violations"], found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.close()
