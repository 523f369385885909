"""What a document is about: the phrases of nouns, or of a verb and its object, that it uses most.

underthesea finds the words of a sentence and their parts of speech: a Vietnamese word is often two
syllables, so runs of syllables alone give pieces such as "giải phóng mặt".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.model import ParsedDocument
from kb.sentences import sentences

PROSE = frozenset({"heading", "paragraph", "list_item", "note"})
MOST_WORDS = 3
FEWEST_SYLLABLES = 3
KEPT = 40
# Every report is full of these; a phrase that holds one says how work is done, not on what.
GENERIC = """
    biện pháp, báo cáo, bước, bảo đảm, bổ sung, chiều dài, chiều rộng, chính thức, chất lượng, chỉ tiêu,
    chỉ đạo, chịu, chủ trì, có, công tác, căn cứ, cơ quan, cụ thể, dài, giai đoạn, giá trị, giải pháp,
    giải quyết đơn, hiệu quả, hoàn thành, huyện, hướng dẫn, khó khăn, khả năng, kiểm tra, kế hoạch, kết
    luận, kết quả, kịp thời, liên quan, lĩnh vực, lượt, lần, mặt, mục tiêu, mức, nghị quyết, nguyên tắc,
    ngày, nhiệm vụ, nâng cao, năm, nội dung, phương án, phường, phần, phối hợp, quy định, quyết định,
    quý, rà soát, rộng, số liệu, số lượng, tham mưu, theo, thành phố, tháng, thông báo, thường xuyên,
    thuộc, thẩm quyền, thẩm tra, thẩm định, thời gian, thực hiện, tiến độ, tiếp tục, triển khai, trách
    nhiệm, trường hợp, tình hình, tăng cường, tương ứng, tập trung, tỉnh, tổ chức, tổng, tổng hợp, tổng
    số, tỷ lệ, việc, văn bản, vướng mắc, xem xét, xã, yêu cầu, ý kiến, điều kiện, đánh giá, đơn, đơn vị,
    đảm bảo, đẩy mạnh, đẩy nhanh, đề nghị, địa bàn, địa phương, đối tượng, đồng chí, đợt
"""
GENERIC_WORDS = frozenset(" ".join(GENERIC.split()).split(", "))


@dataclass(frozen=True, slots=True)
class Subjects:
    """Phrases in lower case with how often the document uses them, the most frequent first."""

    phrases: tuple[tuple[str, int], ...]


def subjects(parsed: ParsedDocument) -> Subjects:
    """About 0.1 s for ten pages; the first call in a process loads underthesea, some seconds."""
    counted = Counter(phrase for tagged in _tagged(parsed) for phrase in _phrases(tagged))
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Subjects(tuple(ranked[:KEPT]))


def _tagged(parsed: ParsedDocument) -> Iterator[list[tuple[str, str]]]:
    from underthesea import pos_tag  # slow to import, and unchanged documents do without

    for leaf in parsed.leaves:
        if leaf.kind in PROSE:
            for start, end in sentences(parsed.text, leaf.start, leaf.end):
                yield pos_tag(parsed.text[start:end])


def _phrases(tagged: list[tuple[str, str]]) -> Iterator[str]:
    for first in range(len(tagged)):
        for last in range(first + 2, min(first + MOST_WORDS, len(tagged)) + 1):
            words = [word for word, _ in tagged[first:last]]
            tags = [tag for _, tag in tagged[first:last]]
            phrase = " ".join(words)
            if (
                tags[0] in ("N", "V")
                and (tags[-1] == "N" or tags[-2:] == ["N", "A"])
                and set(tags) <= {"N", "V", "A"}
                and len(phrase.split()) >= FEWEST_SYLLABLES
                and phrase.islower()
                and phrase.replace(" ", "").isalpha()
                and GENERIC_WORDS.isdisjoint(words)
            ):
                yield phrase
