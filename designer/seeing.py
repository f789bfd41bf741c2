"""What a pixel of a feature map sees of the image that enters the network, from the plan that the window has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from designer.workspace import Workspace
from engine.messages import Maps
from engine.plan import Plan
from engine.regions import Regions


@dataclass(frozen=True, slots=True)
class Seen:
    """From `first` to `last` pixel of an Input of this `size`, a number a dimension of space; nothing where None."""

    size: tuple[int, ...]
    first: tuple[int, ...] | None = None
    last: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the input."""
        return self.first is not None and all(
            low == 0 and high == side - 1 for low, high, side in zip(self.first, self.last, self.size, strict=True)
        )

    @property
    def parts(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom as parts of the image's width and height; None where it is no box of an image."""
        if self.first is None:
            return None
        if self.is_whole:
            return 0.0, 0.0, 1.0, 1.0
        if len(self.size) < 2:  # a row of numbers, which the image is laid out in
            return None
        height, width = self.size[-2:]
        (top, left), (bottom, right) = self.first[-2:], self.last[-2:]
        return left / width, top / height, (right + 1) / width, (bottom + 1) / height


class Seeing:
    """Looks back from pixels of what is shown; what it has found out serves until the plan is another."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._regions: Regions | None = None

    def look_back(self, workspace: Workspace, maps: Maps, pixel: Sequence[int]) -> Seen | None:
        """What a pixel of these maps, a number a dimension of space, sees of the first Input of which it sees
        anything; None where it is not known, since the network is not as it was planned."""
        plan = workspace.plan
        node = plan.nodes.get(maps.path)
        if not workspace.plan_is_current or node is None or node.status != "ok":
            return None
        if self._regions is None or plan is not self._plan:
            self._plan, self._regions = plan, Regions(workspace.document, plan)
        try:
            regions = self._regions.of(maps.path, pixel, maps.port if maps.port in node.output_shapes else "")
        except IndexError:  # maps of an earlier network
            return None
        inputs = [path for path in plan.order if plan.nodes[path].block == "input"]
        seen = next((path for path in inputs if path in regions), None)
        if seen is None:
            return Seen(_size(plan, inputs[0])) if inputs else None
        return Seen(_size(plan, seen), regions[seen].first, regions[seen].last)


def _size(plan: Plan, path: str) -> tuple[int, ...]:
    return tuple(plan.nodes[path].arguments["shape"][1:])
