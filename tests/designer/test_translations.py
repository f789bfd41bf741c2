"""Translations: complete, up to date, and every word of the window takes part, at run time and in the room there is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication

from engine.edits import SetTitle
from tests.designer import window_states
from tests.designer.reading import Pseudo, clipped, english, texts_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SIZES = [(1440, 900), (1180, 720)]


@pytest.fixture
def pseudo(qapp):
    """A function that switches the marked language on; it is off again afterwards."""
    translator = Pseudo()

    def switch_on() -> Callable[[], None]:
        QCoreApplication.installTranslator(translator)
        return lambda: QCoreApplication.removeTranslator(translator)

    yield switch_on
    QCoreApplication.removeTranslator(translator)


def names(window, tmp_path) -> set[str]:
    """What persons and files have named themselves."""
    found = {str(tmp_path / "net.json"), "net.json", *window_states.TYPED}
    for workspace in window.documents:
        nodes = workspace.network.nodes.values()
        found |= {workspace.document.title, *(node.name for node in nodes), *(node.block for node in nodes)}
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_word_is_translated_and_nothing_is_clipped(qtbot, pseudo, tmp_path, size):
    window = window_states.make(qtbot, size)
    pseudo()
    strange, cut = [], []
    for name, enter in window_states.states(tmp_path):
        enter(window)
        window_states.settle(window)
        assert (window.width(), window.height()) == size, name
        strange += [f"[{name}] {line}" for line in english(texts_of(window), names(window, tmp_path))]
        cut += [f"[{name}] {line}" for line in clipped(window)]
    assert not strange + cut, "\n".join(dict.fromkeys(strange + cut))


def test_words_that_are_shown_already_change_with_the_language(qtbot, pseudo, tmp_path):
    window = window_states.make(qtbot)
    for name, enter in window_states.states(tmp_path):
        enter(window)
        window_states.settle(window)
        if name in ("paused", "source", "faulty up", "wrong values"):
            remove = pseudo()
            window_states.settle(window, 0.6)
            strange = english(texts_of(window), names(window, tmp_path))
            remove()
            window_states.settle(window)
            assert not strange, name + "\n" + "\n".join(strange)


def test_menus_and_dialogs_are_translated_and_fit(qtbot, pseudo, tmp_path):
    window = window_states.make(qtbot)
    for name, enter in window_states.states(tmp_path):
        if name in ("welcome", "preset", "training", "faulty", "ended"):
            enter(window)
    pseudo()
    window.documents.current.push(SetTitle("net"), "")
    window_states.settle(window)
    strange, cut = [], []
    for name, call in window_states.passing(window):
        texts, misfits = window_states.opened(name, call)
        strange += [f"[{name}] {line}" for line in english(texts, names(window, tmp_path))]
        cut += [f"[{name}] {line}" for line in misfits]
    assert not strange + cut, "\n".join(dict.fromkeys(strange + cut))
