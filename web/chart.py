"""A small dot chart as plain numbers, for a template to draw in SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kb.model import Precision

WIDTH, HEIGHT = 540, 220
LEFT, RIGHT, TOP, BOTTOM = 90, 45, 16, 36
STEPS = 4
NAME_WIDTH = 120


@dataclass(frozen=True)
class Point:
    """A value on a day, as precise as is known; `label` and `url` say which sentence it is from."""

    day: date
    precision: Precision
    value: float
    label: str
    url: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    point: Point


@dataclass(frozen=True)
class Tick:
    at: float
    value: float | date


@dataclass(frozen=True)
class Chart:
    measure: str
    width: int
    height: int
    left: int
    right: int
    bottom: int
    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def chart(measure: str, points: Sequence[Point]) -> Chart:
    """Time from left to right, values up from zero: heights then compare as the figures do."""
    days = sorted({point.day for point in points})
    first, length = days[0], max((days[-1] - days[0]).days, 1)
    top = _round_up(max(point.value for point in points))

    def x(day: date) -> float:
        if len(days) == 1:
            return (LEFT + WIDTH - RIGHT) / 2
        return round(LEFT + 20 + (day - first).days / length * (WIDTH - LEFT - RIGHT - 40), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)

    return Chart(
        measure,
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        HEIGHT - BOTTOM,
        tuple(Dot(x(point.day), y(point.value), point) for point in points),
        tuple(Tick(x(day), day) for day in _apart(days, x)),
        tuple(Tick(y(top * n / STEPS), top * n / STEPS) for n in range(STEPS + 1)),
    )


def _round_up(value: float) -> float:
    """The next 1, 2, 4 or 8 times a power of ten, so that quarters of it are easy to read."""
    if value <= 0:
        return 1.0
    power = 10.0 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value)


def _apart(days: Sequence[date], x: Callable[[date], float]) -> list[date]:
    """The days whose names fit beside each other."""
    kept: list[date] = []
    for day in days:
        if not kept or x(day) - x(kept[-1]) > NAME_WIDTH:
            kept.append(day)
    return kept
