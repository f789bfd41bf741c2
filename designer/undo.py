"""The only bridge between Qt's undo stack and the document's edits."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from engine.edits import Edit


class EditCommand(QUndoCommand):
    """One named, undoable change. `carry_out` applies an edit to the document and returns its inverse.

    `merge_key` joins changes that follow one another into one step, such as the digits typed into one field.
    """

    def __init__(self, edit: Edit, text: str, carry_out: Callable[[Edit], Edit], merge_key: str = "") -> None:
        super().__init__(text)
        self._next: Edit = edit
        self._carry_out = carry_out
        self._merge_key = merge_key

    def redo(self) -> None:
        self._next = self._carry_out(self._next)

    def undo(self) -> None:
        self._next = self._carry_out(self._next)

    def id(self) -> int:
        return -1 if not self._merge_key else hash(self._merge_key) & 0x7FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Swallow the next change of the same thing: undo still leads back to before the first one."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        # Both replace the whole of one value, so undoing the first alone restores what was before both.
        self.setText(other.text())
        return True
