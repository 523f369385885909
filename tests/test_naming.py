"""Units are found in a document by the names its words can make, whatever other units there are."""

from __future__ import annotations

from notices import authority, notice

from indexer.naming import Names, named, wording
from kb.model import Unit
from kb.units import UnitAuthority

DOCUMENT = notice(
    "Giao UBND các xã, phường và Trung tâm phát triển quỹ đất phối hợp với Phòng Kinh tế, Hạ tầng và Đô thị,",
    "Sở Tài chính tỉnh Lào Cai và Công an thành phố rà soát; TTPTQĐ báo cáo UBND thành phố.",
)
UNITS = authority().units


def test_units_that_a_document_cannot_name_make_no_difference() -> None:
    within, _ = Names(UnitAuthority(UNITS)).within(wording(DOCUMENT))
    found = named(DOCUMENT, within)
    assert found == named(DOCUMENT, list(UNITS))
    assert found.places
    assert len(within) < len(UNITS)


def test_only_a_unit_that_the_document_can_name_asks_for_another_look() -> None:
    """So that what was found is neither out of date nor searched for every night."""
    words = wording(DOCUMENT)
    other = Unit("kho-bac", "Kho bạc Nhà nước khu vực")
    longer = Unit("kinh-te-ha-tang", "Phòng Kinh tế, Hạ tầng và Đô thị")

    def key(*more: Unit) -> bytes:
        return Names(UnitAuthority((*UNITS, *more))).within(words)[1]

    assert key(other) == key()
    assert key(longer) != key()
    assert "kinh-te-ha-tang" in {unit for _, _, unit in named(DOCUMENT, [*UNITS, longer]).places}
