"""Files come back as they were, faults are told in a sentence, and saving is whole or did not happen."""

import builtins
import errno
import json
import math
import os
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import files
from engine.document import Document, Edge, Group, Node
from engine.edits import Move, Rename, SetArguments, SetTitle
from engine.errors import UserError

names = st.text(min_size=1, max_size=8)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
extras = st.dictionaries(st.sampled_from(["colour", "muted", "ключ"]), json_values, max_size=2)
places = st.integers(-10_000, 10_000).map(float)


@st.composite
def documents(draw):
    ids = draw(st.lists(names, unique=True, max_size=5))
    nodes = {
        id: Node(
            id,
            draw(names),
            draw(names),
            draw(st.integers(0, 5)),
            draw(st.dictionaries(names, json_values, max_size=2)),
            draw(places),
            draw(places),
            draw(st.booleans()),
            draw(extras),
        )
        for id in ids
    }
    edges = {}
    if ids:
        for id in draw(st.lists(names, unique=True, max_size=4)):
            ends = st.sampled_from(ids)
            edges[id] = Edge(
                id, draw(ends), draw(ends), draw(names), draw(names), draw(st.integers(0, 9)), draw(extras)
            )
    group = Group("main", draw(names), nodes, edges, draw(extras))
    recipe = draw(st.dictionaries(names, json_values, max_size=2))
    return Document(draw(names), draw(st.text()), "main", {"main": group}, recipe, (1, 0), draw(extras))


@settings(max_examples=200, deadline=None)
@given(documents())
def test_a_document_comes_back_as_it_was(document):
    data = files.to_bytes(document)
    again = files.parse(data, "x")
    assert again == document
    assert list(again.network.nodes) == list(document.network.nodes)
    assert files.to_bytes(again) == data


def test_saving_and_loading(tmp_path, lenet):
    path = tmp_path / "net.json"
    files.save(lenet, path)
    assert files.load(path) == lenet
    assert os.listdir(tmp_path) == ["net.json"]


def test_saving_keeps_permissions_and_follows_links(tmp_path, lenet):
    path, link = tmp_path / "net.json", tmp_path / "link.json"
    path.write_text("{}")
    path.chmod(0o640)
    link.symlink_to(path)
    files.save(lenet, link)
    assert link.is_symlink()
    assert files.load(path) == lenet
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _document(**changes):
    raw = {"format": ["convcanvas", 1, 0], "id": "d", "title": "", "root": "main", "groups": []}
    group = {"id": "main", "name": "main", "nodes": [{"id": "a", "name": "a", "block": "relu"}], "edges": []}
    return {**raw, "groups": [group], **changes}


def _with_node(**changes):
    raw = _document()
    raw["groups"][0]["nodes"][0].update(changes)
    return raw


def _with_edges(*edges):
    raw = _document()
    raw["groups"][0]["edges"] = list(edges)
    return raw


FOREIGN = "{p} is not a ConvCanvas document. Choose a file that ConvCanvas has saved."
MEND = "Mend it there, or restore the file from a copy."
BAD = {
    "empty": (b"", "{p} is empty. Choose another file, or restore it from a copy."),
    "picture": (
        b"\x89PNG\r\n\x1a\n\xff",
        "{p} is not a ConvCanvas document: it is not text. Choose another file.",
    ),
    "truncated": (
        files.to_bytes(Document(id="d"))[:-30],
        "{p} ends in the middle, at line 11: the file was cut off. Restore it from a copy.",
    ),
    "broken json": (
        b'{"format": oops}',
        "{p} is not valid JSON at line 1, column 12. Mend that place, or choose another file.",
    ),
    "infinity": (
        b'{"format": [Infinity]}',
        "{p} holds a number that cannot be used: Infinity. Mend it, or choose another file.",
    ),
    "infinity in disguise": (
        b'{"format": ["convcanvas", 1, 0], "n": -1e400}',
        "{p} holds a number that cannot be used: -1e400. Mend it, or choose another file.",
    ),
    "not a number": (
        b'{"n": NaN}',
        "{p} holds a number that cannot be used: NaN. Mend it, or choose another file.",
    ),
    "endless number": (
        b'{"n": ' + b"7" * 5000 + b"}",
        "{p} holds a number that cannot be used: 77777777777777777777…. Mend it, or choose another file.",
    ),
    "twice in one place": (
        b'{"format": ["convcanvas", 1, 0], "id": "a", "title": "", "id": "b"}',
        "{p} says twice in one place what “id” is. Remove one of them, or choose another file.",
    ),
    "half a character": (
        b'{"title": "\\ud83d\\ude00 \\ud800"}',
        "{p} holds half of a character (\\ud800 to \\udfff). Remove it, or choose another file.",
    ),
    "a newline in a name": (
        _with_edges({"id": "e", "source": "a", "target": "b\nb"}),
        f"{{p}} is broken at groups[0].edges[0].target: there is no node “b b”. {MEND}",
    ),
    "long": (
        _with_node(name="n" * 32_768),
        f"{{p}} is broken at groups[0].nodes[0].name: it is longer than 32,767 characters. {MEND}",
    ),
    "deep": (
        b"[" * 100_000,
        "{p} is nested too deeply to be a ConvCanvas document. Choose another file.",
    ),
    "a list": (b"[]", FOREIGN),
    "foreign": (b'{"nodes": []}', FOREIGN),
    "too new": (
        _document(format=["convcanvas", 2, 0]),
        "{p} was written by a newer ConvCanvas (format 2.0; this one reads 1.0). Update ConvCanvas.",
    ),
    "no version": (
        _document(format=["convcanvas"]),
        f"{{p}} is broken at format: two whole numbers are wanted after its name. {MEND}",
    ),
    "no groups": (_document(groups=None), f"{{p}} is broken at groups: a list in [ ] is wanted. {MEND}"),
    "no root": (_document(root="other"), f"{{p}} is broken at root: there is no group “other”. {MEND}"),
    "recipe": (_document(recipe=[1]), f"{{p}} is broken at recipe: settings in {{{{ }}}} are wanted. {MEND}"),
    "no id": (_document(id=""), f"{{p}} is broken at id: a text is wanted. {MEND}"),
    "node": (
        _document(groups=[{"id": "main", "name": "main", "nodes": [3], "edges": []}]),
        f"{{p}} is broken at groups[0].nodes[0]: an entry in {{{{ }}}} is wanted. {MEND}",
    ),
    "block": (_with_node(block=7), f"{{p}} is broken at groups[0].nodes[0].block: a text is wanted. {MEND}"),
    "arguments": (
        _with_node(arguments=[]),
        f"{{p}} is broken at groups[0].nodes[0].arguments: settings in {{{{ }}}} are wanted. {MEND}",
    ),
    "place": (
        _with_node(x="left"),
        f"{{p}} is broken at groups[0].nodes[0].x: a number between -10,000,000 and 10,000,000 is wanted. {MEND}",
    ),
    "version": (
        _with_node(version=-1),
        f"{{p}} is broken at groups[0].nodes[0].version: a whole number is wanted. {MEND}",
    ),
    "edge to nowhere": (
        _with_edges({"id": "e", "source": "a", "target": "b"}),
        f"{{p}} is broken at groups[0].edges[0].target: there is no node “b”. {MEND}",
    ),
    "edge without id": (
        _with_edges({"source": "a", "target": "a"}),
        f"{{p}} is broken at groups[0].edges[0].id: it is missing. {MEND}",
    ),
    "twice": (
        _with_edges({"id": "e", "source": "a", "target": "a"}, {"id": "e", "source": "a", "target": "a"}),
        f"{{p}} is broken at groups[0].edges[1].id: “e” is the id of another one. {MEND}",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_told_in_one_sentence(tmp_path, case):
    content, sentence = BAD[case]
    path = tmp_path / "bad.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(UserError) as caught:
        files.load(path)
    assert str(caught.value) == sentence.format(p=path)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(UserError, match="is not there. Check the name"):
        files.load(tmp_path / "missing.json")
    with pytest.raises(UserError, match="is a folder. Choose a file in it"):
        files.load(tmp_path)


def test_what_a_newer_version_wrote_is_saved_back(tmp_path):
    raw = _document(format=["convcanvas", 1, 7], theme="x")
    raw["groups"][0]["frames"] = [{"title": "stem"}]
    raw["groups"][0]["nodes"][0].update(muted=True, block="teleport", arguments={"to": [1, {"deep": None}]})
    again = files.to_json(files.from_json(raw))
    assert again["format"] == ["convcanvas", 1, 7]
    assert again["theme"] == "x"
    assert again["groups"][0]["frames"] == raw["groups"][0]["frames"]
    node = again["groups"][0]["nodes"][0]
    assert (node["muted"], node["block"], node["arguments"]) == (
        True,
        "teleport",
        {"to": [1, {"deep": None}]},
    )


def _same(one, other):
    """Equal as JSON, the order of fields included; 5.0 and 5 are the same number."""
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@st.composite
def newer_files(draw):
    """Documents as a version to come might write them: more fields, anywhere, and defaults written out."""

    def entry(*known):
        fields = [*known, *draw(extras).items()]
        return dict(draw(st.permutations(fields)) if draw(st.booleans()) else fields)

    def maybe(key, values):
        return [(key, draw(values))] if draw(st.booleans()) else []

    spots = st.integers(-10_000, 10_000) | st.floats(-10_000, 10_000)
    ids = draw(st.lists(names, unique=True, max_size=4))
    nodes = [
        entry(
            ("id", id),
            ("name", draw(names)),
            ("block", draw(st.sampled_from(["conv2d", "relu", "teleport"]))),
            *maybe("version", st.integers(0, 3)),
            *maybe("arguments", st.dictionaries(names, json_values, max_size=2)),
            *maybe("x", spots),
            *maybe("y", spots),
            *maybe("frozen", st.booleans()),
        )
        for id in ids
    ]
    ends = st.sampled_from(ids) if ids else st.nothing()
    edges = [
        entry(
            ("id", id),
            ("source", draw(ends)),
            ("target", draw(ends)),
            *maybe("output", names),
            *maybe("input", names),
            *maybe("index", st.integers(0, 3)),
        )
        for id in (draw(st.lists(names, unique=True, max_size=3)) if ids else ())
    ]
    group = entry(("id", "main"), ("name", draw(names)), ("nodes", nodes), ("edges", edges))
    return entry(
        ("format", ["convcanvas", 1, draw(st.integers(0, 9))]),
        ("id", draw(names)),
        ("title", draw(st.text())),
        ("root", "main"),
        *maybe("recipe", st.dictionaries(names, json_values, max_size=2)),
        ("groups", [group]),
    )


@settings(max_examples=300, deadline=None)
@given(newer_files())
def test_what_a_newer_version_wrote_differs_in_nothing(raw):
    data = files.to_bytes(files.parse(json.dumps(raw).encode(), "x"))
    assert _same(raw, json.loads(data))
    assert files.to_bytes(files.parse(data, "x")) == data, "in our own layout, byte for byte"


def test_fields_stay_where_they_are_while_their_node_is_edited():
    node = {"muted": True, "frozen": False, "block": "conv2d", "y": 0, "x": 8.125, "name": "a", "id": "a"}
    raw = _document(groups=[{"edges": [], "nodes": [node], "id": "main", "frames": [], "name": "main"}])
    document = files.from_json(raw)
    document.apply(SetArguments("main", "a", {"out_channels": 3}))
    [group] = files.to_json(document)["groups"]
    assert list(group) == ["edges", "nodes", "id", "frames", "name"]
    assert list(group["nodes"][0].items()) == [*node.items(), ("arguments", {"out_channels": 3})]


def test_numbers_and_texts_of_any_size_are_kept():
    node = {"id": "a", "name": "a", "block": "teleport", "x": 0, "y": 0}
    arguments = {"n": 10**307, "small": -1e-320, "text": "ä😀\u2028" * 50_000, "none": None, "zero": -0.0}
    raw = _document(groups=[{"id": "main", "name": "main", "nodes": [{**node, "arguments": arguments}], "edges": []}])
    again = files.to_json(files.parse(json.dumps(raw).encode(), "x"))["groups"][0]["nodes"][0]["arguments"]
    assert again == arguments
    assert math.copysign(1, again["zero"]) == -1


def test_only_ordinary_files_are_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", "/dev/zero"):
        with pytest.raises(UserError, match="is no ordinary file. Choose another one"):
            files.load(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (SetTitle("\ud800"), "a text or a number in it cannot be written. Undo what you changed last"),
        (SetArguments("main", "conv1", {"n": math.inf}), "a text or a number in it cannot be written"),
        (
            Move("main", {"conv1": (2e7, 0)}),
            r"since it could not be opened again. .* broken at groups\[0\].nodes\[1\].x",
        ),
        (Rename("main", "conv1", ""), r"since it could not be opened again. .* broken at groups\[0\].nodes\[1\].name"),
    ],
)
def test_what_could_not_be_opened_again_does_not_take_the_place_of_what_can(tmp_path, lenet, change, sentence):
    path = tmp_path / "net.json"
    files.save(lenet, path)
    before = path.read_bytes()
    lenet.apply(change)
    with pytest.raises(UserError, match=f"{path} was not saved.*{sentence}"):
        files.save(lenet, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path, lenet, monkeypatch, call):
    path = tmp_path / "net.json"
    path.write_bytes(b"the old one")

    def full(*arguments, **keywords):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(*((builtins, "open") if call == "open" else (os, call)), full)
        with pytest.raises(UserError) as caught:
            files.save(lenet, path)
    assert str(caught.value) == (
        f"The disk is full: {path} was not saved, and the old file is as it was. Make room, or save elsewhere."
    )
    assert path.read_bytes() == b"the old one"
    assert os.listdir(tmp_path) == ["net.json"]


def test_folders_that_do_not_take_a_file(tmp_path, lenet):
    with pytest.raises(UserError, match="is not there, so"):
        files.save(lenet, tmp_path / "nowhere" / "net.json")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is not there, so"):
        files.save(lenet, tmp_path / "file" / "net.json")
    with pytest.raises(UserError, match="is a folder, so nothing was saved"):
        files.save(lenet, tmp_path)
