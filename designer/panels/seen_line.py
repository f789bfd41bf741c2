"""The line that says in words what the pixel under the pointer sees of the image."""

from designer.plot_parts import TextLine
from designer.seeing import Seen


class SeenLine(TextLine):
    """Says what is seen; and while nothing is chosen, how to choose."""

    def show_hint(self, keyboard: bool) -> None:
        """Say how to choose a pixel: with the pointer, or with keys where the maps have the keyboard."""
        if keyboard:
            self.set_text(self.tr("Arrow keys choose a pixel, Page Up and Page Down another map"), "dim")
        else:
            self.set_text(self.tr("Point at a pixel to see which part of the image it sees"), "dim")

    def show_pixel(self, pixel: tuple[int, ...], seen: Seen | None) -> None:
        """Say what a pixel sees: its place, a number a dimension of space."""
        place = ", ".join(map(str, pixel))
        self._show(self.tr("pixel {place}").format(place=place), seen)

    def show_feature(self, number: int, seen: Seen | None) -> None:
        """Say what a number in a row sees."""
        self._show(self.tr("feature {number}").format(number=number), seen)

    def _show(self, what: str, seen: Seen | None) -> None:
        self.set_text("" if seen is None else self._sentence(seen).format(what=what, **self._edges(seen)), "text")

    def _sentence(self, seen: Seen) -> str:
        if seen.first is None:
            return self.tr("{what} sees nothing of the image")
        if seen.is_whole:
            return self.tr("{what} sees the whole image")
        if len(seen.size) < 2:
            return self.tr("{what} sees places {left}–{right} of the input")
        return self.tr("{what} sees rows {top}–{bottom}, columns {left}–{right} of the image")

    @staticmethod
    def _edges(seen: Seen) -> dict[str, int]:
        if seen.first is None or not seen.first:
            return {}
        edges = {"left": seen.first[-1], "right": seen.last[-1]}
        return edges if len(seen.first) < 2 else {**edges, "top": seen.first[-2], "bottom": seen.last[-2]}
