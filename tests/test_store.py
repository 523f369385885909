"""The records of a generation come back as they went in, and filters choose exactly the rows they say."""

import threading
from dataclasses import make_dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.draft import Draft, stored
from indexer.plan import Chosen
from kb import codec
from kb.errors import IndexDamagedError, NotFoundError
from kb.model import Commitment, Details, Document, Filters, ParsedDocument, Passage, Relation, Section, Unit
from kb.store import Store

RECORDS = (ParsedDocument, Passage, Commitment, Unit, Relation)


@settings(max_examples=30, deadline=None)
@given(st.one_of(*(st.from_type(kind) for kind in RECORDS)))
def test_a_record_comes_back_as_it_was(record: object) -> None:
    written = codec.dumps(record)
    again = codec.loads(type(record), written)
    assert codec.dumps(again) == written
    assert again == record or "NaN" in written


def test_another_field_is_another_schema() -> None:
    one = make_dataclass("Thing", [("name", str)])
    two = make_dataclass("Thing", [("name", str), ("size", int, 0)])
    outer = make_dataclass("Outer", [("things", tuple[two, ...])])
    assert codec.schema(one) != codec.schema(two)
    assert codec.schema(outer) != codec.schema(make_dataclass("Outer", [("things", tuple[one, ...])]))


def small(number: int) -> Document:
    return Document(
        f"d{number:02d}",
        type_name=("Báo cáo", "Thông báo")[number % 2],
        organ_name=("UBND tỉnh", "UBND thành phố", "")[number % 3],
        issued_date=date(2020 + number % 5, 1 + number % 12, 1) if number % 4 else None,
        source=f"{number}.txt",
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("store") / "records.sqlite"
    draft = Draft(path)
    for number in range(20):
        text = "".join(f"Đoạn {i}.\n" for i in range(number % 4))
        starts = [text.index(f"Đoạn {i}") for i in range(number % 4)]
        cut = [Passage(f"d{number:02d}", "s", s, s + 7, "", text[s : s + 7]) for s in starts]
        section = Section("s", "", 1, "", "", (), 0, len(text))
        parsed = ParsedDocument(small(number), Details(), text, (section,), (), ())
        chosen = Chosen(f"d{number:02d}", f"{number}.txt", "", "corrupt" if number == 3 else "")
        draft.add_document(chosen, stored(parsed, cut), lambda _: b"key")
    draft.add_units([Unit("a", "A"), Unit("all", "Các phòng", members=("a",))])
    draft.add_unit_rows([("a", 0), ("a", 5), ("a", 7), ("all", 5), ("all", 7)])
    draft.close()
    return Store(path)


def test_the_rows_of_every_unit(store: Store) -> None:
    found = {unit: rows.tolist() for unit, rows in store.unit_rows()}
    assert found == {"a": [0, 5, 7], "all": [5, 7]}
    assert found["a"] == store.rows(Filters(unit="a")).tolist()


filters = st.builds(
    Filters,
    type=st.sampled_from(["", "Báo cáo", "bao cao", "Kế hoạch"]),
    organ=st.sampled_from(["", "UBND tỉnh", "UBND thành phố"]),
    issued_from=st.sampled_from([None, date(2021, 1, 1), date(2022, 6, 1)]),
    issued_to=st.sampled_from([None, date(2022, 6, 1), date(2024, 12, 31)]),
    unit=st.sampled_from(["", "a", "all", "nobody"]),
    document=st.sampled_from(["", "d05", "d99"]),
)


@given(filters)
def test_filters_choose_the_rows_a_scan_would(store: Store, wanted: Filters) -> None:
    rows = store.rows(wanted)
    if wanted == Filters():
        assert rows is None
        return
    named = {"": None, "a": {0, 5, 7}, "all": {5, 7}, "nobody": set()}[wanted.unit]
    expected = []
    for row, passage in enumerate(store.passages()):
        document = store.document(passage.document_id)
        right_type = not wanted.type or document.type_name == {"bao cao": "Báo cáo"}.get(
            wanted.type, wanted.type
        )
        right_day = document.issued_date is not None and (
            (wanted.issued_from or date.min) <= document.issued_date <= (wanted.issued_to or date.max)
        )
        if (
            right_type
            and (not wanted.organ or document.organ_name == wanted.organ)
            and (right_day or not (wanted.issued_from or wanted.issued_to))
            and (named is None or row in named)
            and (not wanted.document or document.id == wanted.document)
        ):
            expected.append(row)
    assert rows is not None
    assert rows.tolist() == expected
    assert rows.dtype == np.int64


def test_documents_come_newest_first(store: Store) -> None:
    days = [d.issued_date or date.min for d in store.documents()]
    assert days == sorted(days, reverse=True)


def test_a_version_that_is_only_the_last_good_one_says_so(store: Store) -> None:
    assert any("corrupt" in warning for warning in store.document("d03").warnings)
    assert store.parsed("d03").document == store.document("d03")
    assert store.as_read("d03").document == small(3)


def test_threads_share_a_store(store: Store) -> None:
    problems: list[object] = []

    def read() -> None:
        for row in range(30):
            passage = store.passage(row)
            if store.parsed(passage.document_id).text[passage.start : passage.end] != passage.text:
                problems.append(passage)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems


def test_what_is_not_there_is_not_found(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        store.document("nothing")
    with pytest.raises(NotFoundError):
        store.passage(10_000)
    (tmp_path / "records.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(IndexDamagedError):
        Store(tmp_path / "records.sqlite")
