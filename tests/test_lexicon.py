"""Spellings are given back from the corpus; nothing that is right is touched; short forms are learnt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.base import KnowledgeBase
from kb.diacritics import restore
from kb.keyboard import plain, respaced
from kb.lexicon import Lexicon
from kb.spelling import is_syllable, keeps_marks, marks, slips, telex
from kb.text import fold, nfc, normalize, syllables
from kb.wordlists import short_forms


def texts_of(corpus: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(corpus.glob("*.txt"))]


@pytest.fixture(scope="module")
def texts(corpus: Path) -> list[str]:
    return texts_of(corpus)


@pytest.fixture(scope="module")
def lexicon(texts: list[str]) -> Lexicon:
    return Lexicon.build(texts)


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("trung tam phat trien quy dat duoc giao viec gi", "trung tâm phát triển quỹ đất được giao việc gì"),
        ("Trung tâm phat trien quy đat", "Trung tâm phát triển quỹ đất"),
        ("doanh thu du lich quy 1 nam 2024", "doanh thu du lịch quý 1 năm 2024"),
        ("GIAI PHONG MAT BANG", "GIẢI PHÓNG MẶT BẰNG"),
        ("giair phongs mawtj bawngf", "giải phóng mặt bằng"),
        ("vaf coong tacs", "và công tác"),
        ("ket luan thanh tra so may", "kết luận thanh tra số mấy"),
        ("dang ky xe may", "đăng ký xe máy"),
        ("o tinh ben tre va quang ninh", "ở tỉnh Bến Tre và Quảng Ninh"),
        ("xa hoang dong, tp lang son", "xã Hoàng Đồng, tp Lạng Sơn"),
        ("công tác giái phóng mặt bằng", "công tác giải phóng mặt bằng"),
        ("Ban giai phóng mặt bằng", "Ban giải phóng mặt bằng"),
        ("trug tam", "trung tâm"),
        ("phát tirển", "phát triển"),
        ("phát trỉen", "phát triển"),
        ("ptqd va tdc", "PTQĐ và TĐC"),
        ("hoà bình", "hoà bình"),
        ("kêt luân cua chủ tich", "kết luận của chủ tịch"),
        ("quyêt đinh thu hôi đât", "quyết định thu hồi đất"),
        ("Tỷ lê hộ nghèo", "Tỷ lệ hộ nghèo"),
        ("qui hoạch và công ti", "quy hoạch và công ty"),
        ("bác sỹ", "bác sĩ"),
        ("nhung ai du hop", "những ai dự họp"),
        ("hoi nghi bat dau luc may gio", "hội nghị bắt đầu lúc mấy giờ"),
    ],
)
def test_marks_come_back(lexicon: Lexicon, typed: str, restored: str) -> None:
    assert restore(typed, lexicon) == restored


@pytest.mark.parametrize(
    "text",
    [
        "1725/QĐ-TTg",
        "Quyết định số 136/QĐ-UBND ngày 19/01/2024",
        "App MB Bank OCOP SJC",
        "mật bằng",  # both are words, if not of this phrase: the unaccented index finds it
        "Tokyo",
        "quán bar và karaoke",
        "huyện Krông Pắc, tỉnh Đắk Lắk",
        "lạng sơn và hoàng đồng",
        "sân golf",
        "tháng mười hai năm 2023",
        "hình phạt tù và di chúc",
        "dòng chảy từ sông băng",
        "văn bản do ông Hạnh ký",
        "Doctor Who là loạt phim nào của Goldman Sachs",
        "",
        "  ",
        "¹²",
    ],
)
def test_what_is_right_or_foreign_stays(lexicon: Lexicon, text: str) -> None:
    assert restore(text, lexicon) == text


def test_correctly_accented_text_is_never_changed(lexicon: Lexicon, texts: list[str]) -> None:
    for line in "\n".join(texts).split("\n"):
        restored = restore(line, lexicon)
        before = [nfc(line)[a:b] for a, b in syllables(nfc(line))]
        after = [restored[a:b] for a, b in syllables(restored)]
        accented = [(x, y) for x, y in zip(before, after, strict=True) if fold(x) != normalize(x)]
        assert all(x == y for x, y in accented)


@given(st.text(alphabet='aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ1/-."', max_size=60))
def test_restoring_keeps_everything_but_letters(text: str) -> None:
    lexicon = SMALL
    restored = restore(text, lexicon)
    assert [c for c in restored if not c.isalpha()] == [c for c in nfc(text) if not c.isalpha()]
    assert len(syllables(restored)) == len(syllables(nfc(text)))


SMALL = Lexicon.build(["Ủy ban nhân dân thành phố giao phòng Tài chính - Kế hoạch tổng hợp báo cáo."])


def test_most_unaccented_syllables_of_a_document_it_never_saw_come_back(texts: list[str]) -> None:
    right = total = 0
    for held_out in range(len(texts)):
        lexicon = Lexicon.build(texts[:held_out] + texts[held_out + 1 :])
        for line in texts[held_out].split("\n"):
            truth = normalize(line)
            restored = normalize(restore(fold(line), lexicon))
            words = [(a, b) for a, b in syllables(truth) if truth[a:b].isalpha()]
            right += sum(restored[a:b] == truth[a:b] for a, b in words)
            total += len(words)
    assert right / total > 0.93


def test_it_comes_back_from_disk(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.npz"
    lexicon.save(path)
    opened = Lexicon.open(path)
    question = "trung tam phat trien quy dat bao cao ket qua GPMB quy I nam 2024"
    assert restore(question, opened) == restore(question, lexicon)
    assert opened.abbreviations == lexicon.abbreviations
    assert opened.misprints == lexicon.misprints


def test_an_empty_corpus_still_knows_how_people_ask() -> None:
    assert restore("bao nhieu du an", Lexicon.build([])) == "bao nhiêu dự án"


def test_misprints_of_the_corpus_are_known_by_the_word_they_stand_for(lexicon: Lexicon) -> None:
    assert "toonhr" in lexicon.misprints["tong"]
    assert all(not is_syllable(word) for words in lexicon.misprints.values() for word in words)


# -- spelling


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "giường", "khuỷu", "thuở", "quýt", "oanh", "yểng", "gì", "uyên", "xoong"]
)
def test_syllables_are_possible(word: str) -> None:
    assert is_syllable(fold(word))


@pytest.mark.parametrize(
    "word", ["phng", "golf", "ubnd", "truing", "bang2", "the-le", "project", "metro", "toonhr"]
)
def test_others_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_marks_may_be_missing_but_not_wrong() -> None:
    assert keeps_marks("dat", "đất")
    assert keeps_marks("đat", "đất")
    assert not keeps_marks("đạt", "đất")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduwowngf", "đường"),
        ("mawtj", "mặt"),
        ("hoawcj", "hoặc"),
        ("nguwowif", "người"),
        ("huwax", "hữa"),
        ("quawn", "quăn"),
        ("cuar", "của"),
    ],
)
def test_telex(typed: str, meant: str) -> None:
    read = telex(typed)
    assert read is not None
    assert read.folded == fold(meant)
    assert read.marks == Counter(marks(meant))


def test_what_is_no_telex() -> None:
    assert telex("phong") is None


# -- spaces and the keyboard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaiphong mat bang", "giai phong mat bang"),
        ("giải phóngmặt bằng", "giải phóng mặt bằng"),
        ("nghị quyết củaai", "nghị quyết của ai"),
        ("giải phó ng mặt bằng", "giải phóng mặt bằng"),
        ("trung tâm phát tri ển quỹ đất", "trung tâm phát triển quỹ đất"),
        ("quý1 năm2024", "quý 1 năm 2024"),
        ("6tháng đầu năm", "6 tháng đầu năm"),
        ("điểm a khoản 2, NQ62, m2, T6/2024, covid19", "điểm a khoản 2, NQ62, m2, T6/2024, covid19"),
        ("Vincom Plaza và VNPT", "Vincom Plaza và VNPT"),
    ],
)
def test_spaces_left_out_or_put_in(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert respaced(typed, lexicon) == meant


def test_a_long_run_of_letters_is_left_alone(lexicon: Lexicon) -> None:
    assert respaced("an" * 500, lexicon) == "an" * 500


def test_full_width_letters_and_what_cannot_be_seen() -> None:
    assert plain("ＧＰＭＢ\u3000là\u200b g\u00adì") == "GPMB là gì"


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy", min_size=2, max_size=7))
def test_a_slip_can_be_undone_by_a_slip(word: str) -> None:
    assert all(word in set(slips(other)) for other in list(slips(word))[:40] if other and other != word)


# -- short forms


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("vốn ngân sách trung ương (NSTX) năm nay", "NSTX", None),
        ("Trung tâm Quan trắc môi trường (TTQTMT) báo cáo", "TTQTMT", "trung tâm quan trắc môi trường"),
        ("KSBT (kiểm soát bệnh tật) được giao", "KSBT", "kiểm soát bệnh tật"),
        (
            "chương trình Hỗ trợ và Phát triển Nhà ở (sau đây gọi tắt là HTPTNO)",
            "HTPTNO",
            "hỗ trợ và phát triển nhà ở",
        ),
        ("Khám dự phòng (KSK): 340", "KSK", None),
    ],
)
def test_explained_short_forms_are_mined(text: str, short: str, full: str | None) -> None:
    assert Lexicon.build([text]).abbreviations.get(short) == ((full,) if full else None)


def test_a_short_form_is_known_by_the_frequent_phrase_with_its_initials() -> None:
    before = ("công tác", "về", "dự án")
    texts = [f"{words} quản lý rừng bền vững, đại diện người sử dụng lao động" for words in before]
    texts += ("QLRBV được quan tâm", "qua lại rồi bỏ vào", "DNS")  # DNS: always part of a longer phrase
    assert Lexicon.build(texts).abbreviations == {"QLRBV": ("quản lý rừng bền vững",)}


def test_our_list_is_sound() -> None:
    for short, fulls in short_forms().items():
        assert fulls, short
        assert all(normalize(full) == full for full in fulls)


def test_one_who_types_marks_means_words_without_them(built: KnowledgeBase) -> None:
    lexicon = built.snapshot.lexicon
    assert "bay" in restore("Kế hoạch xây dựng sân bay Cao Bằng", lexicon).split()
    assert restore("trung tâm phat trien quy dat", lexicon) == "trung tâm phát triển quỹ đất"
