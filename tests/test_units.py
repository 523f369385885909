"""A name means one unit: the longest wins, however it is spelt, and only where it is at home."""

from pathlib import Path

import pytest
from notices import UNITS, authority, notice

from indexer.assignments import extract
from indexer.authority import Miner, confirmed, mentioned
from kb.errors import UsageError
from kb.model import FormerName, Unit
from kb.units import Scope, UnitAuthority

KNOWN = authority()
LAND = "trung-tam-phat-trien-quy-dat"


def found(text: str, scope: Scope | None = None) -> list[str]:
    return [unit.id for _, unit in KNOWN.find(text, scope)]


@pytest.mark.parametrize(
    "name",
    [
        "Trung tâm phát triển quỹ đất thành phố",
        "trung tâm Phát triển quỹ đất",
        "Trung tâm PTQĐ",
        "TTPTQĐ",
        "trung tam phat trien quy dat",
        "ttptqd",
        "Land Fund Center",
        "the land fund development centre",
    ],
)
def test_a_unit_is_found_by_any_of_its_names(name: str) -> None:
    assert KNOWN.resolve(f"giao {name} làm gì?")[0].id == LAND


def test_the_longest_name_wins() -> None:
    units = UnitAuthority((Unit("qd", "QĐ"), Unit("land", "TTPTQĐ"), Unit("kt", "Phòng Kinh tế")))
    assert [u.id for _, u in units.find("TTPTQĐ và QĐ")] == ["land", "qd"]
    assert found("Sở Kế hoạch và Đầu tư") == ["so-ke-hoach-va-dau-tu"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("UBND thành phố Lạng Sơn", "ubnd-thanh-pho"),
        ("Uỷ ban nhân dân TP. Lạng Sơn", "ubnd-thanh-pho"),
        ("phòng Tài chính-Kế hoạch", "phong-tai-chinh-ke-hoach"),
        ("phòng TC-KH", "phong-tai-chinh-ke-hoach"),
        ("các phòng ban, đơn vị thành phố", "cac-phong-ban-don-vi-thanh-pho"),
    ],
)
def test_spellings_of_one_name(text: str, unit: str) -> None:
    assert found(text) == [unit]


def test_another_provinces_unit_is_not_ours() -> None:
    assert found("UBND tỉnh Quảng Ninh") == []
    assert found("UBND tỉnh", Scope("Quảng Ninh", "province")) == []
    assert found("UBND tỉnh", Scope("Lạng Sơn", "district")) == ["ubnd-tinh"]


@pytest.mark.parametrize(
    "name",
    [
        "Sở Tài chính tỉnh Lào Cai",
        "Sở Tài chính Lào Cai",
        "ubnd tinh gia lai",
        "phòng Nội vụ huyện Cao Lộc",
        "phòng kinh tế cao bằng",
    ],
)
def test_a_unit_of_another_place_is_nobody_here(name: str) -> None:
    assert authority().resolve(name) == []


def test_a_unit_followed_by_its_own_place_or_none_is_meant() -> None:
    for name in ("Sở Tài chính tỉnh Lạng Sơn", "Sở Tài chính thành phố chỉ đạo", "phòng kinh tế lạng sơn"):
        assert len(authority().resolve(name)) == 1


def test_the_same_words_mean_the_speakers_own_units() -> None:
    assert found("các cơ quan, đơn vị", Scope("Lạng Sơn", "district")) == ["cac-co-quan-don-vi-thanh-pho"]
    assert found("các cơ quan, đơn vị", Scope("Lạng Sơn", "province")) == ["cac-co-quan-don-vi-tinh"]


def test_a_unit_hears_what_its_groups_are_asked() -> None:
    reached = KNOWN.expand("phong-kinh-te")
    assert {"cac-phong-ban-don-vi-thanh-pho", "cac-co-quan-don-vi-thanh-pho"} <= reached
    assert "ubnd-cac-phuong-xa" not in reached


def test_a_merged_unit_answers_for_those_it_took_over() -> None:
    old = Unit("noi-vu", "Phòng Nội vụ"), Unit("ld", "Phòng Lao động")
    new = Unit(
        "moi",
        "Phòng Nội vụ và Lao động",
        succeeds=("noi-vu", "ld"),
        former_names=(FormerName("Phòng Tổ chức"),),
    )
    units = UnitAuthority((*old, new))
    assert units.expand("moi") == {"moi", "noi-vu", "ld"}
    assert units.resolve("Phòng Tổ chức") == [new]


def test_names_do_not_run_over_a_blank_line() -> None:
    assert found("UBND thành phố\n\nLạng Sơn") == ["ubnd-thanh-pho"]
    assert KNOWN.find("UBND thành phố\n\nLạng Sơn")[0][0].end == len("UBND thành phố")


def test_the_operators_file_is_sound() -> None:
    units = {unit.id: unit for unit in confirmed(UNITS)}
    assert all(unit.confirmed for unit in units.values())
    assert all(unit.parent in {"", *units} for unit in units.values())


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("[[unit]]\nid = 'a'", "has no 'name'"),
        ("[[unit]]\nid = 'a'\nname = 'A'\ncolour = 'red'", "unknown field 'colour'"),
        ("[[unit]]\nid = 'a'\nname = 'A'\nmembers = ['b']", "unknown unit 'b'"),
        ("[[unit]]\nid = 'a'\nname = 'A'\nlevel = 'moon'", "level must be one of"),
        ("[[unit]]\nid = 'a'\nname = 'A'\n[[unit]]\nid = 'a'\nname = 'B'", "two units with the id 'a'"),
        ("[[unit", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_operators_file_is_named(tmp_path: Path, entry: str, complaint: str) -> None:
    file = tmp_path / "units.toml"
    file.write_text(entry, "utf-8")
    with pytest.raises(UsageError, match=complaint):
        confirmed(file)


def test_mined_units_stay_apart_from_confirmed_ones(tmp_path: Path) -> None:
    miner = Miner(UNITS)
    document = notice(
        "Hạt Kiểm lâm huyện Cao Lộc (sau đây gọi tắt là Hạt KL) báo cáo. "
        "Trung tâm phát triển quỹ đất (sau đây gọi tắt là Trung tâm QĐ) phối hợp."
    )
    miner.read(mentioned(document, (), miner.confirmed_authority))
    units = UnitAuthority(miner.units())
    assert [(u.id, u.confirmed) for u in units.resolve("Trung tâm QĐ")] == [(LAND, True)]
    assert [u.confirmed for u in units.resolve("Hạt KL")] == [False]


@pytest.mark.parametrize("name", ["Phòng Kinh tế thành phố Cao Bằng", "phong kinh te cao bang"])
def test_a_mined_unit_answers_to_its_name_and_place(name: str) -> None:
    miner = Miner(UNITS)
    orders = ("Kết luận:", "Giao Phòng Kinh tế thành phố rà soát các chợ.", "Giao UBND thành phố báo cáo.")
    document = notice(
        *orders,
        "Ban Chỉ huy Quân sự xã (sau đây gọi tắt là UBND) trực.",
        organ="ỦY BAN NHÂN DÂN THÀNH PHỐ CAO BẰNG",
    )
    orders_of = extract(document, miner.confirmed_authority)
    miner.read(mentioned(document, orders_of, miner.confirmed_authority))
    units = UnitAuthority(miner.units())
    assert [unit.place for unit in units.resolve(name)] == ["Cao Bằng"]
    assert [unit.place for unit in units.resolve("phòng Kinh tế")] == ["Lạng Sơn"]
    assert units.resolve("UBND") == []
