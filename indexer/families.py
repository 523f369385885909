"""Which documents belong together: copies, drafts and finals, corrections, replacements, repeals, amendments.

Only relations between documents that are here are reported; nothing is hidden because of one.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import Literal

from indexer.codes import CODE, read_code
from indexer.dates import DATE, read_date
from kb.citation import document_number
from kb.model import BODY_KINDS, ParsedDocument, Relation
from kb.sentences import sentences
from kb.text import fold

Kind = Literal["duplicate", "draft_of", "corrects", "replaces", "repeals", "amends"]

# Broder, "On the resemblance and containment of documents" (1997): the smallest hashes of a text's shingles.
SHINGLE = 5
SKETCH = 128
_SHARED = 16  # documents that share none of their smallest hashes are not compared
_CROWD = 40  # a hash in more documents than this is a phrase of the trade
SAME_TEXT = 0.9
SAME_DRAFT = 0.3

_RECITAL = re.compile(r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện)\b")
_DOCUMENT = (
    r"(?:toàn bộ |một phần |các |nội dung )*"
    r"(?:Luật|Nghị|Quyết|Chỉ thị|Thông|Kế hoạch|Quy|Công văn|Báo cáo|văn bản)"
)
# A sentence begins, behind its number if it has one.
_START = r"^(?:(?:Điều|Khoản) \d+[a-zđ]?\.?\s+|\d+[.)]\s+|[a-zđ]\)\s+|[-+]\s+|Về việc\s+|V/v\s+)?"
# What may stand between "sửa đổi" and the document changed: which places of it.
_PLACE_IN = (
    r"(?:bổ|sung|sửa|đổi|một|số|các|nội|dung|điều|khoản|điểm|mục|phần|chương|đoạn|phụ|lục|biểu|tên|quy|định|chế|ban|hành"
    r"|kèm|theo|của|tại|và|\d+[a-zđ]?|[a-zđ])"
)
_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("corrects", re.compile(r"đính chính|ĐÍNH CHÍNH|Đính chính")),
    ("repeals", re.compile(rf"(?:{_START}|này.{{0,200}})(?:Bãi bỏ|Hủy bỏ|Huỷ bỏ) {_DOCUMENT}", re.I | re.S)),
    ("amends", re.compile(rf"{_START}(?:Sửa đổi|Bổ sung)(?:[,\s]+{_PLACE_IN})*?[,\s]+(?={_DOCUMENT})", re.I)),
    ("replaces", re.compile(rf"(?:{_START}|này.{{0,200}})thay thế(?: cho)? (?={_DOCUMENT})", re.I | re.S)),
)  # fmt: skip
_EXPIRED = re.compile(r"hết hiệu lực(?: thi hành)?|không còn hiệu lực")
_REFERENCE = re.compile(rf"(?P<code>{CODE.pattern})(?:\s*,?\s*(?P<when>ngày\s+\d[^;.,]{{4,28}}\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class _Reference:
    kind: Kind
    number: str
    issued: date | None
    why: str


@dataclass(frozen=True, slots=True)
class _Features:
    id: str
    type_name: str
    organ: str
    number: str
    issued: date | None
    year: int
    subject: tuple[str, ...]
    draft: bool
    length: int
    sketch: array[int]  # ascending; a set of them takes ten times the room
    references: tuple[_Reference, ...]

    @property
    def standing(self) -> tuple[bool, bool, int, str]:
        """The greatest of two copies is the one that stands: numbered, dated, longer."""
        return (bool(self.number), self.issued is not None, self.length, self.id)


def relate(documents: Sequence[ParsedDocument]) -> list[Relation]:
    """In the order of kind and ids. The source is the copy, the draft or the acting document; the target
    the one
    that stands or is acted upon."""
    features = [_features(document) for document in documents]
    found: dict[tuple[str, str], Relation] = {}
    standing = {f.id: f.standing for f in features}
    best: dict[str, Relation] = {}  # of several copies, each is told which one stands
    for one, other in _pairs(features):
        relation = _kin(*sorted((one, other), key=lambda f: f.standing))
        if relation and relation.kind == "duplicate":
            known = best.get(relation.source_id)
            if known is None or standing[known.target_id] < standing[relation.target_id]:
                best[relation.source_id] = relation
        elif relation:
            found[relation.source_id, relation.target_id] = relation
    for relation in (*best.values(), *_acts(features, set(best))):
        found.setdefault((relation.source_id, relation.target_id), relation)
    return sorted(found.values(), key=lambda r: (r.kind, r.source_id, r.target_id))


def _features(parsed: ParsedDocument) -> _Features:
    document = parsed.document
    body = " ".join(
        parsed.text[leaf.start : leaf.end]
        for leaf in parsed.leaves
        if leaf.kind in BODY_KINDS or leaf.kind == "table"
    )
    words = re.findall(r"\w+", fold(body))
    hashes = {
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=8).digest(), "big")
        for i in range(max(1, len(words) - SHINGLE + 1))
    }
    issued = document.issued_date if document.issued_precision == "day" else None
    return _Features(
        id=document.id,
        type_name=fold(document.type_name),
        organ=fold(document.organ_name),
        number=_normal(document_number(document)),
        issued=issued,
        year=document.issued_date.year if document.issued_date else 0,
        subject=tuple(re.findall(r"\w+", fold(document.subject))),
        draft=parsed.details.draft,
        length=len(body),
        sketch=array("Q", sorted(hashes)[:SKETCH] if words else ()),
        references=tuple(_references(parsed)),
    )


def _normal(number: str) -> str:
    return fold(number).replace("-", "/").lstrip("0")


# -- copies and drafts ---------------------------------------------------------------------------------------


def _pairs(features: Sequence[_Features]) -> Iterator[tuple[_Features, _Features]]:
    """Documents that may be copies or versions of each other."""
    groups: dict[object, list[int]] = defaultdict(list)
    for i, f in enumerate(features):
        for smallest in f.sketch[:_SHARED]:
            groups[smallest].append(i)
        if f.number:
            groups[f.number, f.organ].append(i)
        if f.subject:
            groups[f.type_name, f.subject].append(i)
    pairs = {pair for group in groups.values() if 1 < len(group) <= _CROWD for pair in combinations(group, 2)}
    for a, b in sorted(pairs):
        yield features[a], features[b]


def _kin(lesser: _Features, standing: _Features) -> Relation | None:
    same_number = bool(lesser.number) and lesser.number == standing.number and lesser.organ == standing.organ
    if same_number and lesser.year == standing.year:
        return Relation("duplicate", lesser.id, standing.id, "Cùng cơ quan, số, ký hiệu và năm ban hành.")
    if lesser.draft and standing.draft:
        return None
    if standing.draft:
        lesser, standing = standing, lesser
    alike = _resemblance(frozenset(lesser.sketch), frozenset(standing.sketch))
    conflicting = (lesser.number and standing.number) or (
        lesser.issued and standing.issued and lesser.issued != standing.issued
    )
    if alike >= SAME_TEXT and not conflicting and not lesser.draft:
        return Relation("duplicate", lesser.id, standing.id, "Cùng nội dung.")
    same_matter = lesser.type_name == standing.type_name and lesser.subject == standing.subject
    unfinished = lesser.draft or (not lesser.number and bool(standing.number))
    if unfinished and same_matter and alike >= SAME_DRAFT and lesser.organ in ("", standing.organ):
        return Relation(
            "draft_of", lesser.id, standing.id, "Bản dự thảo của văn bản đã ban hành, cùng trích yếu."
        )
    return None


def _resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard resemblance of two texts, estimated from their sketches."""
    shared = one & other
    if not shared or len(shared) < SAME_DRAFT * min(SKETCH, len(one), len(other)):
        return 0.0  # it cannot be more than what no kinship needs
    smallest = set(sorted(one | other)[:SKETCH])
    return len(smallest & shared) / len(smallest)


# -- what a document does to others --------------------------------------------------------------------------


def _references(parsed: ParsedDocument) -> Iterator[_Reference]:
    """The documents that subject and operative sentences correct, replace, repeal or amend."""
    subject = parsed.document.subject
    yield from _in_sentence(subject, subject)
    for leaf in parsed.leaves:
        if leaf.kind not in ("heading", "paragraph", "list_item") or _RECITAL.match(parsed.text, leaf.start):
            continue
        if not _REFERENCE.search(parsed.text, leaf.start, leaf.end):
            continue
        for span in sentences(parsed.text, leaf.start, leaf.end):
            sentence = parsed.text[span.start : span.end]
            yield from _in_sentence(sentence, sentence)


def _in_sentence(sentence: str, why: str) -> Iterator[_Reference]:
    cues = sorted(
        (match.end(), kind)
        for kind, cue in _CUES
        if (match := cue.search(sentence)) and not sentence[: match.start()].rstrip().endswith("được")
    )
    if cues:
        start, kind = cues[0]
        yield from _named(kind, _REFERENCE.finditer(sentence, start), why)
    elif expired := _EXPIRED.search(sentence):
        yield from _named("repeals", _REFERENCE.finditer(sentence, 0, expired.start()), why)


def _named(kind: Kind, references: Iterable[re.Match[str]], why: str) -> Iterator[_Reference]:
    """All documents a replacement or repeal lists; of an amendment or correction only the first, whose
    title follows.
    """
    for match in references:
        code = read_code(match)
        if not code.number:
            continue
        when = DATE.match(match["when"]) if match["when"] else None
        value, precision = read_date(when) if when else (None, "none")
        number = _normal(f"{code.number}/{code.notation}")
        yield _Reference(kind, number, value if precision == "day" else None, " ".join(why.split())[:300])
        if kind in ("amends", "corrects"):
            return


def _acts(features: Sequence[_Features], copies: set[str]) -> Iterator[Relation]:
    by_number: dict[str, list[_Features]] = defaultdict(list)
    for f in features:
        if f.number and f.id not in copies:
            by_number[f.number].append(f)
    for f in features:
        for reference in f.references:
            named = [
                target
                for target in by_number[reference.number]
                if target.id != f.id
                and (not reference.issued or reference.issued == (target.issued or reference.issued))
            ]
            if len(named) > 1:
                named = [target for target in named if target.organ == f.organ]
            if len(named) == 1:
                yield Relation(reference.kind, f.id, named[0].id, reference.why)
