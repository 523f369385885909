"""What documents are about, as the home page and the timeline offer it."""

from __future__ import annotations

from indexer.subjects import subjects
from kb.base import KnowledgeBase


def test_the_corpus_speaks_of_site_clearance_most_of_all(built: KnowledgeBase) -> None:
    found = built.subjects()
    assert found[0] == "giải phóng mặt bằng"
    assert {"ngân sách nhà nước", "an sinh xã hội", "cải cách hành chính"} <= set(found)


def test_a_subject_is_said_in_several_documents_and_is_no_part_of_another(built: KnowledgeBase) -> None:
    found = built.subjects()
    texts = [built.parsed(document.id).text.lower() for document in built.documents()]
    for subject in found:
        assert sum(subject in text for text in texts) > 1
        assert not any(subject != other and subject in other for other in found)


def test_phrases_of_a_document_stand_in_its_text(built: KnowledgeBase) -> None:
    parsed = built.parsed(built.documents()[0].id)
    found = subjects(parsed)
    assert found.phrases
    # underthesea parts punctuation from words, so blanks are not compared.
    text = "".join(parsed.text.lower().split())
    assert all("".join(phrase.split()) in text for phrase, _ in found.phrases)
