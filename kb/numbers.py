"""Document numbers in a question: "1725/QĐ-TTg", "108/2014/NĐ-CP", "TB 290", "nghị quyết 62", "GM số 290"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kb.model import Document, Span
from kb.spelling import is_syllable
from kb.terms import folded_terms
from kb.text import fold

# Phụ lục III of Nghị định 30/2020/NĐ-CP, and what is written without a code of its own.
TYPES = {
    "nghi quyet": "nq", "quyet dinh": "qd", "chi thi": "ct", "quy che": "qc", "quy dinh": "qyd",
    "thong cao": "tc", "thong bao": "tb", "huong dan": "hd", "chuong trinh": "ctr", "ke hoach": "kh",
    "phuong an": "pa", "de an": "da", "bao cao": "bc", "bien ban": "bb", "to trinh": "ttr",
    "hop dong": "hd", "cong dien": "cd", "ban ghi nho": "bgn", "ban thoa thuan": "btt",
    "giay uy quyen": "guq", "giay moi": "gm", "giay gioi thieu": "ggt", "giay nghi phep": "gnp",
    "phieu gui": "pg", "phieu chuyen": "pc", "phieu bao": "pb", "nghi dinh": "nd", "thong tu": "tt",
    "ket luan": "kl", "ket luan thanh tra": "kl", "thong bao ket luan": "tb", "chuong trinh hanh dong": "ctr",
    "cong van": "cv", "luat": "qh", "van ban": "",
}  # fmt: skip
CODES = frozenset(TYPES.values()) - {""}

ENGLISH = {
    "resolution": "nq", "decision": "qd", "directive": "ct", "decree": "nd", "circular": "tt", "notice": "tb",
    "announcement": "tb", "conclusion notice": "tb", "plan": "kh", "report": "bc", "conclusion": "kl",
    "inspection conclusion": "kl", "law": "qh", "submission": "ttr", "proposal": "ttr", "guideline": "hd",
    "official letter": "cv", "official dispatch": "cv", "dispatch": "cv", "telegram": "cd",
    "invitation": "gm",
    "programme": "ctr", "program": "ctr", "scheme": "da", "minutes": "bb", "document": "",
}  # fmt: skip
NAMES = TYPES | ENGLISH

ORGANS = r"(?:ttg|ubnd|hdnd|cp|tu|tw|bt[a-z]{0,4})"  # after these a number needs no strokes: "1725 qd ttg"
ALL_CODES = "|".join(sorted(CODES))
CODE = re.compile(
    r"(?<![\w/.-])(?P<number>\d{1,5})(?:\s*/\s*(?P<year>(?:19|20)\d\d)\s*[/-]?|\s*[/-])\s*"
    rf"(?P<notation>(?:{ALL_CODES})(?:\s+|){ORGANS}\b"
    r"|[a-z]{1,5}\d{0,2}(?:\s*[-/&]\s*[a-z]{1,8}|(?<=\b[a-z]{2})\s+(?:ubnd|hdnd))+"
    rf"|(?<=/)(?:{ALL_CODES})(?:(?<=qh)\d\d?)?\b)"
    rf"|(?<![\w/.-])(?P<bare>\d{{1,5}})(?:\s+(?P<organ>(?:{ALL_CODES})[\s/-]+{ORGANS}\b)"
    rf"|(?P<glued>(?:{ALL_CODES})[/-]{ORGANS}\b))"
)
WHOLE = re.compile(rf"({ALL_CODES})[\s/-]*({ORGANS})")
# Without "số", what follows must not be something counted: "nghị quyết 62 của …", but "báo cáo 3 vụ".
GOES_ON = (
    r"\s*(?:$|[.,;:?!)\"”]|(?:ai|ap dung|ban hanh|bao gio|bi|bo sung|chi dao|cho biet|co|cua|da|de|do|duoc"
    r"|dung|gi|giao|gom|het|hien|khi nao|khong|ky|la|nao|neu|ngay|nham|nhu the nao|noi|o dau|phai|quy dinh|ra"
    r"|sua doi|tai|thay the|thi|theo|thuc hien|tren|trien khai|trong|ubnd|va|ve|voi|yeu cau"
    r"|about|and|assigns?|by|dated|does|from|is|issued|mentions?|of|on|or|requires?|says?|signed|states?|was)\b)"
)
TYPED = re.compile(
    rf"(?<!\w)(?P<type>{'|'.join(sorted((*NAMES, *CODES), key=len, reverse=True))})"
    rf"(?:(?<=luat)(?:\s+[a-z]+){{1,7}}?(?=\s+so)|[-/](?:{ORGANS}|ttr)(?=\s))?"
    rf"(?P<gap>\s*[-:.#]?\s*)(?P<so>(?:so|no|number)[\s.:]*|(?<=#))?(?P<number>\d{{1,5}})"
    rf"(?:(?:\s*/\s*|(?:(?<=\d{{3}})|(?<=\b0\d))\s+nam\s+|(?<=\d\d)\s+)(?P<year>(?:19|20)\d\d))?"
    rf"(?![\w.,/]*\d)(?(so)|(?={GOES_ON}))"
)
ALSO = re.compile(rf"\s*(?:,|va|and)\s*(?:so\s+)?(?P<number>\d{{1,5}})(?![\w.,/-]*\d)(?={GOES_ON})")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """What is said of a document's number, folded: `type` is a code ("qd"), `notation` the rest ("ttg")."""

    number: str
    year: str
    type: str
    notation: tuple[str, ...]
    span: Span

    def names(self, document: Document) -> bool:
        """Whether this is the document's own number."""
        theirs = folded_terms(document.code_notation)
        year = self.year in ("", *theirs) or (
            document.issued_date is not None and str(document.issued_date.year) == self.year
        )
        wanted = {self.type, *self.notation} - {""}
        return (
            document.code_number.lstrip("0") == self.number
            and year
            and (wanted <= set(theirs) or {TYPES.get(fold(document.type_name), "")} == wanted)
        )

    def pairs(self) -> tuple[frozenset[str], ...]:
        """Folded terms of which a passage that cites it has all of one set: "1725 qd", or "dinh 1725"."""
        sets = []
        if self.year:
            sets.append(
                frozenset(
                    [f"{self.number} {self.year}", *([f"{self.year} {self.type}"] if self.type else [])]
                )
            )
        elif self.notation:
            words = (self.number, *filter(None, (self.type,)), *self.notation)
            sets.append(frozenset(f"{a} {b}" for a, b in pairwise(words)))
        elif self.type:
            sets.append(frozenset([f"{self.number} {self.type}"]))
            sets.append(frozenset([f"{self.type} {self.number}"]))
            for name in (name.split()[-1] for name, code in TYPES.items() if code == self.type):
                sets += [frozenset([f"{name} {self.number}"]), frozenset([f"{name} so", f"so {self.number}"])]
        else:
            sets.append(frozenset([f"so {self.number}"]))
        return tuple(sets)


def document_numbers(text: str) -> list[DocumentNumber]:
    """Those in `text` (NFC), in order. A bare year after a type ("báo cáo 2020") is a period."""
    folded = fold(text)
    found = [_coded(match) for match in CODE.finditer(folded)]
    taken = [n.span for n in found]
    for match in TYPED.finditer(folded):
        if not any(Span(*match.span("number")).overlaps(span) for span in taken) and _is_typed(text, match):
            kind = NAMES.get(match["type"], match["type"])
            found.append(_number(match, kind, ()))
            while also := ALSO.match(folded, match.end()):  # "nghị quyết 62 và 63"
                match = also
                found.append(_number(match, kind, ()))
    return sorted(found, key=lambda n: n.span)


def _is_typed(text: str, match: re.Match[str]) -> bool:
    """Whether a number behind a type is the document's: not a year ("báo cáo 2020"), nor "đã 5" as ĐA 5."""
    if YEAR.fullmatch(match["number"]) and not match["so"]:
        return False
    if not match["gap"] and not match["so"] and match["type"] not in CODES:
        return False
    said = text[slice(*match.span("type"))]
    return match["type"] in NAMES or not is_syllable(match["type"]) or said.isupper()


def _coded(match: re.Match[str]) -> DocumentNumber:
    said = match["notation"] or match["organ"] or match["glued"]
    whole = WHOLE.fullmatch(said)
    first, *rest = whole.groups() if whole else re.findall(r"[a-z]+", said)
    kind = first if first in CODES else ""
    return _number(match, kind, tuple(rest if kind else (first, *rest)))


def _number(match: re.Match[str], kind: str, notation: tuple[str, ...]) -> DocumentNumber:
    said = match.groupdict()
    number = (said["number"] or said["bare"]).lstrip("0") or "0"
    return DocumentNumber(number, said.get("year") or "", kind, notation, Span(*match.span()))
