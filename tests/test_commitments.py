"""The register reports what documents say: filtered, with states, corrected by hand, followed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from notices import CONCLUDES, UNITS, authority, notice, told

from indexer.authority import Miner
from indexer.corrections import Corrections
from indexer.findings import Findings
from indexer.register import Register, build
from kb.commitments import CommitmentFilter, select, state
from kb.errors import NotFoundError, UsageError
from kb.model import Commitment, ParsedDocument
from kb.units import UnitAuthority

KNOWN = authority()
DAY = date(2024, 5, 20)


@pytest.fixture(scope="module")
def tasks() -> list[Commitment]:
    return told(
        "Giao phòng Kinh tế khảo sát các chợ tạm, báo cáo trước ngày 15/5/2024.",
        "Giao Trung tâm phát triển quỹ đất lập phương án bồi thường trước ngày 30/5/2024.",
        "Yêu cầu các phòng, ban, đơn vị thành phố rà soát thủ tục hành chính trước ngày 31/12/2024.",
        "Giao UBND phường Tam Thanh vận động các hộ dân.",
    )


def picked(tasks: list[Commitment], **wanted: object) -> list[str]:
    page = select(tasks, CommitmentFilter(as_of=DAY, **wanted), KNOWN)  # type: ignore[arg-type]
    assert page.total == len(page.items)
    return [item.task.split(",")[0] for item in page.items]


def test_states_are_computed_from_the_day(tasks: list[Commitment]) -> None:
    assert [state(task, DAY) for task in tasks] == ["overdue", "due_soon", "open", "undated"]
    assert state(tasks[0], date(2024, 5, 15)) == "due_soon"
    mentioned = replace(tasks[0], mentions=(tasks[0].citation,))
    assert state(mentioned, DAY) == "mentioned_later"


def test_a_past_day_knows_nothing_of_later_documents(tasks: list[Commitment]) -> None:
    issued = {tasks[0].citation.document_id: date(2024, 5, 6), "later": date(2024, 7, 1)}
    followed = [replace(tasks[0], mentions=(replace(tasks[0].citation, document_id="later"),))]
    [then] = select(followed, CommitmentFilter(as_of=DAY), KNOWN, issued).items
    assert state(then, DAY) == "overdue"
    assert select(followed, CommitmentFilter(as_of=date(2024, 5, 5)), KNOWN, issued).total == 0


def test_the_tasks_of_a_copy_are_listed_once(tasks: list[Commitment]) -> None:
    def copied(task: Commitment) -> Commitment:
        return replace(task, id=f"{task.id}-copy", citation=replace(task.citation, document_id="copy"))

    both = [*tasks, *map(copied, tasks)]
    copies = {"copy": tasks[0].citation.document_id}
    assert select(both, CommitmentFilter(as_of=DAY), KNOWN, {}, copies).total == len(tasks)
    assert select(both, CommitmentFilter(document="copy", as_of=DAY), KNOWN, {}, copies).total == len(tasks)


def test_a_department_hears_what_was_asked_of_all(tasks: list[Commitment]) -> None:
    page = select(tasks, CommitmentFilter(unit="Phòng Kinh tế", as_of=DAY), KNOWN)
    assert [item.task.split(",")[0] for item in page.items] == [
        "khảo sát các chợ tạm",
        "rà soát thủ tục hành chính trước ngày 31/12/2024",
    ]
    assert page.through == {tasks[2].id: "Các phòng, ban, đơn vị thành phố"}


@pytest.mark.parametrize("name", ["Land Fund Center", "TTPTQĐ", "trung tam phat trien quy dat"])
def test_a_unit_is_asked_for_by_any_name(tasks: list[Commitment], name: str) -> None:
    assert picked(tasks, unit=name)[0].startswith("lập phương án bồi thường")


def test_an_unknown_unit_is_said_to_be_unknown(tasks: list[Commitment]) -> None:
    with pytest.raises(NotFoundError, match="Bộ Phép thuật"):
        picked(tasks, unit="Bộ Phép thuật")


def test_filters(tasks: list[Commitment]) -> None:
    assert len(picked(tasks, due_from=date(2024, 5, 15), due_to=date(2024, 5, 30))) == 2
    assert picked(tasks, state="overdue") == ["khảo sát các chợ tạm"]
    assert picked(tasks, text="cho tam") == ["khảo sát các chợ tạm"]
    assert picked(tasks, text="chờ tam") == []
    assert len(picked(tasks, document="notice")) == 4
    assert picked(tasks, document="another") == []
    assert len(picked(tasks, organ="UBND thành phố Lạng Sơn")) == 4
    assert picked(tasks, organ="UBND tỉnh Lạng Sơn") == []


def test_orders(tasks: list[Commitment]) -> None:
    due = [t.due_date for t in select(tasks, CommitmentFilter(sort="due"), KNOWN).items]
    assert due == [date(2024, 5, 15), date(2024, 5, 30), date(2024, 12, 31), None]
    places = [t.citation.start for t in select(tasks, CommitmentFilter(sort="document"), KNOWN).items]
    assert places == sorted(places)
    first = select(tasks, CommitmentFilter(sort="unit"), KNOWN).items[0]
    assert first.lead[0].name.startswith("Các phòng")


def test_ids_are_kept_by_a_rebuild(tasks: list[Commitment]) -> None:
    assert len({task.id for task in tasks}) == len(tasks)
    again = told("Giao phòng Kinh tế khảo sát các chợ tạm, báo cáo trước ngày 15/5/2024.")
    assert again[0].id == tasks[0].id
    twice = told("Giao phòng Kinh tế khảo sát các chợ tạm.", "Giao phòng Kinh tế khảo sát các chợ tạm.")
    assert twice[0].id != twice[1].id


# -- corrections --


def corrected(tasks: list[Commitment], folder: Path, text: str) -> tuple[list[Commitment], list[str]]:
    file = folder / "corrections.toml"
    file.write_text(text, "utf-8")
    corrections = Corrections(file, KNOWN)
    return list(corrections.apply(tasks)), list(corrections.problems())


def test_an_operator_puts_unit_and_date_right(tasks: list[Commitment], tmp_path: Path) -> None:
    fixed, problems = corrected(
        tasks,
        tmp_path,
        """[[correction]]
        document = "notice"
        quote = "khảo sát  các CHỢ tạm"
        lead = ["Phòng Quản lý đô thị"]
        due_date = 2024-06-01
        [[correction]]
        document = "notice"
        quote = "vận động các hộ dân"
        wrong = true
        """,
    )
    assert problems == []
    assert len(fixed) == 3
    assert fixed[0].lead[0].id == "phong-quan-ly-do-thi"
    assert (fixed[0].due_date, fixed[0].due_precision) == (date(2024, 6, 1), "day")
    assert fixed[0].flags[-1] == "corrected"
    assert fixed[0].deadline_text == tasks[0].deadline_text  # what the document says stays


def test_a_correction_that_matches_nothing_is_reported(tasks: list[Commitment], tmp_path: Path) -> None:
    fixed, problems = corrected(
        tasks,
        tmp_path,
        '[[correction]]\ndocument = "notice"\nquote = "không còn câu này"\nwrong = true\n'
        '[[correction]]\ndocument = "notice"\nquote = "chợ tạm"\nlead = ["Bộ Phép thuật"]\n',
    )
    assert fixed == tasks
    assert "matches nothing any more" in problems[0]
    assert "Bộ Phép thuật" in problems[1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[correction]]\nquote = 'x'", "needs both"),
        ("[[correction]]\ndocument = 'd'\nquote = 'x'\ncolour = 1", "unknown field 'colour'"),
        ("[[correction]]\ndocument = 'd'\nquote = 'x'\ndue_date = '2024'", "without quotes"),
        ("[[correction", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_corrections_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        corrected([], tmp_path, text)


# -- follow-up --

ASKED = notice(
    CONCLUDES,
    "Giao Trung tâm phát triển quỹ đất hoàn thành giải phóng mặt bằng dự án Kè suối Lao Ly "
    "trước ngày 30/6/2024.",
    "Giao phòng Kinh tế khảo sát nhu cầu vay vốn của các hợp tác xã trồng rau an toàn.",
    document_id="asked",
)
REPORTED = notice(
    "Trung tâm phát triển quỹ đất đã hoàn thành giải phóng mặt bằng dự án Kè suối Lao Ly với 40 hộ.",
    "Phòng Tư pháp khảo sát nhu cầu vay vốn của các hợp tác xã trồng rau an toàn.",
    day="15 tháng 7 năm 2024",
    organ="ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    kind="BÁO CÁO",
    document_id="reported",
)
EARLIER = notice(
    "Trung tâm phát triển quỹ đất hoàn thành giải phóng mặt bằng dự án Kè suối Lao Ly.",
    day="01 tháng 3 năm 2024",
    kind="BÁO CÁO",
    document_id="earlier",
)
OTHERS = [
    notice(f"Công tác số {n} về vệ sinh môi trường đạt kết quả tốt.", kind="BÁO CÁO", document_id=f"other{n}")
    for n in range(8)
]


def register(*documents: ParsedDocument) -> Register:
    return build(Findings(documents), UNITS, Path("/nowhere/corrections.toml"), None)


def test_a_later_report_of_the_same_unit_and_subject_is_a_mention() -> None:
    land, rural = register(ASKED, REPORTED, EARLIER, *OTHERS).commitments
    assert [mention.document_id for mention in land.mentions] == ["reported"]
    mention = land.mentions[0]
    assert REPORTED.text[mention.start : mention.end] == mention.quote
    assert state(land, date(2024, 8, 1)) == "mentioned_later"
    assert rural.mentions == ()  # the same words, but another unit's


def test_without_a_mention_it_is_overdue_never_undone() -> None:
    land, _ = register(ASKED, EARLIER, *OTHERS).commitments
    assert state(land, date(2024, 8, 1)) == "overdue"


def test_the_register_knows_every_unit_it_names() -> None:
    made = register(ASKED, REPORTED)
    known = UnitAuthority(made.units)
    for task in made.commitments:
        assert all(known.get(unit.id) == unit for unit in (*task.lead, *task.coordinators))


def test_units_of_two_offices_are_told_apart_by_their_names() -> None:
    orders = CONCLUDES, "Giao Phòng Kinh tế thành phố rà soát các chợ.", "Giao Sở Y tế cấp thuốc."
    names = {
        unit.name
        for organ in ("THÀNH PHỐ CAO BẰNG", "TỈNH TRÀ VINH")
        for unit in register(notice(*orders, organ=f"ỦY BAN NHÂN DÂN {organ}")).units
        if not unit.confirmed
    }
    assert {"Phòng Kinh tế thành phố Cao Bằng", "Sở Y tế (Cao Bằng)", "Sở Y tế (Trà Vinh)"} <= names


def test_the_order_of_documents_does_not_matter() -> None:
    assert Miner(UNITS).units() == Miner(UNITS).units()
    one, other = register(ASKED, REPORTED, *OTHERS), register(*reversed(OTHERS), REPORTED, ASKED)
    assert one.units == other.units
    assert {c.id: c for c in one.commitments} == {c.id: c for c in other.commitments}
