"""Rows measured over time, in bounded memory: when it is full, every second point is dropped."""

import numpy as np
from numpy.typing import DTypeLike


class History:
    """Points of fixed width, each with its step. Once thinned, only every 2nd, 4th … new one is kept."""

    def __init__(self, width: int, capacity: int, dtype: DTypeLike = np.float32) -> None:
        self._capacity = capacity
        self._width, self._dtype = width, dtype
        self._steps = np.zeros(0, np.int64)
        self._rows = np.zeros((0, width), dtype)
        self._size = 0
        self._stride = 1  # of the points that arrive, the first of every so many is kept
        self._arrived = 0

    def add(self, steps: np.ndarray, rows: np.ndarray) -> None:
        """Take points in: `steps` (n,), `rows` (n, width)."""
        for begin in range(0, len(steps), self._capacity):
            self._add(steps[begin : begin + self._capacity], rows[begin : begin + self._capacity])

    def _add(self, steps: np.ndarray, rows: np.ndarray) -> None:
        chosen = np.arange(-self._arrived % self._stride, len(steps), self._stride)
        while self._size + len(chosen) > self._capacity:
            self._thin()
            chosen = np.arange(-self._arrived % self._stride, len(steps), self._stride)
        self._arrived += len(steps)
        self._reserve(self._size + len(chosen))
        self._steps[self._size : self._size + len(chosen)] = steps[chosen]
        self._rows[self._size : self._size + len(chosen)] = rows[chosen]
        self._size += len(chosen)

    @property
    def steps(self) -> np.ndarray:
        """The steps of all points, (n,)."""
        return self._steps[: self._size].copy()

    @property
    def rows(self) -> np.ndarray:
        """All points, (n, width)."""
        return self._rows[: self._size].copy()

    def _thin(self) -> None:
        kept = (self._size + 1) // 2
        self._steps[:kept] = self._steps[: self._size : 2].copy()
        self._rows[:kept] = self._rows[: self._size : 2].copy()
        self._size = kept
        self._stride *= 2

    def _reserve(self, size: int) -> None:
        if size > len(self._steps):
            room = min(max(2 * len(self._steps), size, 64), self._capacity)
            self._steps = np.concatenate([self._steps, np.zeros(room - len(self._steps), np.int64)])
            more = np.zeros((room - len(self._rows), self._width), self._dtype)
            self._rows = np.concatenate([self._rows, more])
