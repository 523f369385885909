"""Small notices made up by number, and an embedder quick enough to build hundreds of them.

`HashEmbedder` does not imitate the bundled model: it is another embedder of the same protocol, whose vectors
are counts of hashed words. What it cannot show, the quality of retrieval, is measured elsewhere.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.text import normalize

Floats = npt.NDArray[np.float32]

UNITS = (
    "Phòng Kinh tế",
    "Phòng Quản lý đô thị",
    "Trung tâm Phát triển quỹ đất",
    "Công an thành phố",
    "Phòng Nội vụ",
    "Phòng Tài chính - Kế hoạch",
)
VERBS = (
    "rà soát",
    "lập kế hoạch",
    "tổng hợp",
    "kiểm tra",
    "hoàn thiện hồ sơ",
    "đôn đốc",
    "thẩm định",
    "báo cáo",
)
THINGS = """
tiến độ, mặt bằng, chỉnh trang đô thị, thu ngân sách, trật tự xây dựng, đấu giá đất, cấp giấy chứng
nhận, nước sạch, vệ sinh môi trường, trường học, chợ đêm, bãi đỗ xe, cây xanh, chiếu sáng, thoát
nước, hộ nghèo, tiêm chủng, tuyển sinh, du lịch, cải cách hành chính, chuyển đổi số, phòng cháy, an
toàn thực phẩm, đường giao thông, thủy lợi
"""
PLACES = ("Đông Kinh", "Tam Thanh", "Vĩnh Trại", "Chi Lăng", "Hoàng Văn Thụ", "Mai Pha", "Quảng Lạc")


def marker(number: int) -> str:
    """A word that only notice `number` holds."""
    return f"CTX{number:05d}"


def notice(number: int, version: int = 0, sections: int = 4) -> str:
    """The text of notice `number`. Its figure changes with `version`, everything else stays."""
    chance = random.Random(number)
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    parts = [
        f"Số: {number}/TB-UBND",
        f"Lạng Sơn, ngày {day:02d} tháng {month:02d} năm 2024",
        "THÔNG BÁO",
        f"Kết luận của Chủ tịch UBND thành phố tại cuộc họp về {_work(chance)}",
    ]
    for section in range(1, sections + 1):
        parts.append(f"{section}. Về {_work(chance)}")
        parts.append(
            f"Giao {chance.choice(UNITS)} chủ trì, phối hợp các đơn vị liên quan {_work(chance)} và "
            f"{_work(chance)}, báo cáo UBND thành phố trước ngày {day:02d}/{month:02d}/2024."
        )
    parts.append(f"Chỉ tiêu {marker(number)} đạt {figure(number, version)} triệu đồng.")
    parts.append("Nơi nhận:\n- Như trên;\n- Lưu: VT.")
    return "\n\n".join(parts)


def _work(chance: random.Random) -> str:
    first, second = chance.sample(" ".join(THINGS.split()).split(", "), 2)
    place = f"phường {chance.choice(PLACES)} tổ {chance.randint(1, 99)}"
    return f"{chance.choice(VERBS)} {first}, {second} tại {place}"


def figure(number: int, version: int) -> str:
    return f"{1_000 + (number * 7919 + version * 104_729) % 9_000}"


def write_notices(folder: Path, numbers: Sequence[int], sections: int = 4) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        path_of(folder, number).write_text(notice(number, sections=sections), "utf-8")


def path_of(folder: Path, number: int) -> Path:
    return folder / f"thong-bao-{number:05d}.txt"


class HashEmbedder:
    """Word counts hashed into 64 numbers. `log` receives a line for every text embedded."""

    identity = "hash-64"
    dimension = 64

    def __init__(self, log: Path | None = None) -> None:
        self._log = log

    def passages(self, texts: Sequence[str]) -> Floats:
        if self._log:
            with self._log.open("a", encoding="utf-8") as file:
                file.writelines(hashlib.sha256(text.encode()).hexdigest() + "\n" for text in texts)
        return np.array([self.query(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def query(self, text: str) -> Floats:
        vector = np.zeros(self.dimension, np.float32)
        for word in normalize(text).split():
            vector[hashlib.blake2b(word.encode(), digest_size=1).digest()[0] % self.dimension] += 1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector
