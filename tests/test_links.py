import re
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from kb.links import fingerprint, locate, url
from kb.model import Details, Document, ParsedDocument, Span

WORDS = st.text(alphabet="aăâbcdđeêghi ,.;¹0123456789\n", min_size=1, max_size=60)


def parsed(text: str) -> ParsedDocument:
    return ParsedDocument(Document("a"), Details(), text, (), (), ())


def test_a_link_says_where_and_what() -> None:
    link = urlsplit(url("báo cáo/1", 3, 9, "Đã làm"))
    assert link.path == "/documents/b%C3%A1o%20c%C3%A1o%2F1"
    assert parse_qs(link.query) == {"start": ["3"], "end": ["9"], "d": [fingerprint("Đã làm")]}
    assert link.fragment == "cite"


@given(WORDS, st.text(max_size=40), st.text(max_size=40))
def test_a_quote_that_moved_is_found_again(quote: str, before: str, after: str) -> None:
    text = f"{before} {quote} {after}"
    letters = re.sub(r"[^\w]|[¹_]", "", quote)
    span, state = locate(parsed(text), 0, len(quote), fingerprint(quote))
    if not letters:
        assert state in ("exact", "gone")
    else:
        assert state in ("exact", "moved")
        assert fingerprint(text[span.start : span.end]) == fingerprint(quote)


def test_repairs_of_blanks_and_marks_do_not_break_a_link() -> None:
    mark = fingerprint("đạt 885.320 lượt khách (đạt 27% kế hoạch)¹;")
    span, state = locate(parsed("Tổng số đạt  885.320 lượt\nkhách (đạt 27% kế hoạch)."), 400, 440, mark)
    assert state == "moved"
    assert span.start == 8


def test_the_nearest_of_several_is_taken() -> None:
    text = "Giao Sở. " + "x" * 50 + " Giao Sở."
    assert locate(parsed(text), 58, 66, fingerprint("Giao Sở."))[0] == Span(60, 67)


def test_a_quote_that_is_no_longer_there_is_gone() -> None:
    assert locate(parsed("Văn bản khác"), 0, 5, fingerprint("Giao Sở Xây dựng")) == (Span(0, 0), "gone")
    assert locate(parsed("abc"), 0, 2, "not a mark") == (Span(0, 0), "gone")


def test_without_a_mark_the_offsets_are_trusted() -> None:
    assert locate(parsed("abc"), 0, 2) == (Span(0, 2), "exact")
    assert locate(parsed("abc"), 1, 9) == (Span(0, 0), "gone")
