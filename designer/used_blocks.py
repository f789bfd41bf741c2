"""Which blocks a person adds often, over all documents and starts: the palette offers them first."""

from collections import Counter

from PySide6.QtCore import QObject, Signal

from designer.settings import Settings
from engine.blocks import REGISTRY

REMEMBERED = 60  # the last additions
FIRST = ("conv2d", "batch_norm2d", "relu", "max_pool2d", "linear", "add")  # offered to somebody who has added nothing


class UsedBlocks(QObject):
    """The last additions, kept in the settings; `changed` follows each."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._last = [id for id in settings.text("blocks_used").split() if REGISTRY.get(id)][-REMEMBERED:]

    def note(self, block_id: str) -> None:
        """A person has added this block."""
        self._last = [*self._last, block_id][-REMEMBERED:]
        self._settings.set_text("blocks_used", " ".join(self._last))
        self.changed.emit()

    @property
    def counts(self) -> Counter[str]:
        """How often each block is among the last additions."""
        return Counter(self._last)

    def often(self, most: int) -> list[str]:
        """The ids of the blocks that are added most; of equals the one that was added last."""
        last = {id: place for place, id in enumerate(self._last)}
        counts = self.counts
        found = sorted(counts, key=lambda id: (-counts[id], -last[id]))
        return [*found, *(id for id in FIRST if id not in counts)][:most]
