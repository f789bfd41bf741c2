"""Translations: complete, up to date, and every word of the window takes part, at run time and in the room there is."""

import ast
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication

from designer.actions import COMMANDS, MENUS
from engine.edits import SetTitle
from resources.translations import update
from tests.designer import window_states
from tests.designer.reading import Pseudo, clipped, english, texts_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SIZES = [(1440, 900), (1180, 720)]
PLACE = re.compile(r"\{\w*\}|%L?\d|%n")
ALWAYS = {"MNIST", "BatchNorm", "LeNet", "Module", "MACs", "Python", "state_dict", "Input", "Output", "Linear"}
ALWAYS |= {"Markdown", "CSV", "FLOPs", "MaxUnpool", "Net", "Transformer", "swish"}
# Names of networks, "U-Net" among them.
ALWAYS |= {"AlexNet", "ConvNeXt", "EfficientNet", "MobileNet", "MobileNetV3", "SegNet", "YOLOv4"}
MARKERS = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}  # and which of its arguments is the text


# ---- the files


def messages(code: str) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """Context, English and translation of all messages of a .ts file."""
    root = ElementTree.parse(update.HERE / f"convcanvas_{code}.ts").getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


def forms(translation: ElementTree.Element) -> list[str]:
    """The translation, or its plural forms."""
    return [form.text or "" for form in translation] or [translation.text or ""]


def literals(path: Path) -> Iterator[str]:
    """The texts in a file of the window that are marked for translation."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in MARKERS and len(call.args) > MARKERS[name]:
            text = call.args[MARKERS[name]]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def test_the_files_hold_every_text():
    held = {(context, source) for context, source, _ in messages("zh")}
    assert not set(update.engine_texts()) - held
    texts = {source for _, source in held}
    said = {text for path in (update.ROOT / "designer").rglob("*.py") for text in literals(path)}
    assert said, "nothing was found"
    assert not said - texts


def test_the_contexts_are_those_that_are_asked_at_run_time():
    classes: set[str] = set()
    for path in (update.ROOT / "designer").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    tables = {context for context, _ in update.engine_texts()}
    asked = {"Adding", "Clipboard", "DrawWire", "EdgeItem", "Keyboard", "MoveNodes", "NodeItem"}
    assert {context for context, _, _ in messages("zh")} <= classes | tables | asked


def test_the_files_are_up_to_date(tmp_path):
    """Where this fails: run resources/translations/update.py, and translate what it lists."""
    files = [path for code in update.LANGUAGES for path in update.HERE.glob(f"convcanvas_{code}.*")]
    assert len(files) == 4
    for path in files:
        shutil.copy(path, tmp_path)
    update.update(tmp_path)
    for path in files:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("code", update.LANGUAGES)
def test_everything_is_translated(code):
    assert update.unfinished(update.HERE / f"convcanvas_{code}.ts") == []
    for context, source, translation in messages(code):
        for said in forms(translation):
            assert said.strip(), (context, source)
            assert Counter(PLACE.findall(said)) == Counter(PLACE.findall(source)), (context, source, said)
            assert said.count("&") == source.count("&"), (context, source, said)
            assert ("…" in said) == ("…" in source), (context, source, said)


def test_mnemonics_of_a_menu_differ():
    translated = {
        source: forms(translation)[0] for context, source, translation in messages("zh") if context == "Actions"
    }
    for menu, _ in MENUS:
        titles = [command.title for command in COMMANDS if command.menu == menu and "&" in command.title]
        keys = Counter(translated[title].split("&")[1][0] for title in titles)
        assert max(keys.values()) == 1, (menu, keys)


# ---- the window


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


def test_chinese_and_back(qtbot, tmp_path):
    window = window_states.make(qtbot, (1180, 720))
    for name, enter in window_states.states(tmp_path):
        enter(window)
        window_states.settle(window)
        before = {text.text for text in texts_of(window)}
        if name in ("welcome", "paused", "source", "notes", "wrong values"):
            window.language.use("zh")
            window_states.settle(window, 0.6)
            assert not english(texts_of(window), names(window, tmp_path) | ALWAYS), name
            assert not clipped(window), name
            window.language.use("en")
            window_states.settle(window, 0.6)
            after = {text.text for text in texts_of(window)}
            assert not any("\u4e00" <= letter <= "\u9fff" for text in after - {"EN · 中文"} for letter in text), name
            assert len(after & before) > 0.9 * len(before), name


def test_english_counts_in_singular_and_plural(qtbot):
    window = window_states.make(qtbot)
    one, two = (QCoreApplication.translate("StatusBar", "%n error(s)", "", n) for n in (1, 2))
    assert (one, two) == ("1 error", "2 errors")
    window.language.use("zh")
    assert QCoreApplication.translate("StatusBar", "%n error(s)", "", 2) == "2 个错误"
