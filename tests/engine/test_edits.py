"""Every edit has an exact inverse, order included, and travels as JSON."""

import copy
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document import Document, Edge, Node
from engine.edits import (
    END,
    EditError,
    Insert,
    Move,
    Remove,
    Rename,
    SetArguments,
    SetRecipe,
    SetTitle,
    Several,
    edit_adapter,
    leaves,
)
from engine.files import from_json, to_bytes, to_json
from tests.build import network

BLOCKS = ("conv2d", "relu", "add", "unheard_of")
values = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3), st.lists(st.integers(), max_size=2)
)
places = st.floats(-1e6, 1e6)
fresh = itertools.count()  # ids that are the same whenever an example is repeated


def _insert(data, document):
    index = data.draw(st.sampled_from([END, 0, len(document.network.nodes) // 2]))
    node = Node(
        f"n{next(fresh)}",
        data.draw(st.text("abc", min_size=1, max_size=3)),
        data.draw(st.sampled_from(BLOCKS)),
    )
    edges = []
    if document.network.nodes:
        other = data.draw(st.sampled_from(sorted(document.network.nodes)))
        edges = [
            (
                data.draw(st.sampled_from([END, 0])),
                Edge(f"e{next(fresh)}", other, node.id, index=data.draw(st.integers(0, 3))),
            )
        ]
    return Insert("main", [(index, node)], edges)


def _remove(data, document):
    nodes = data.draw(st.sets(st.sampled_from(sorted(document.network.nodes)), max_size=3))
    edges = {edge.id for edge in document.network.edges_of(nodes)}
    if document.network.edges:
        edges |= data.draw(st.sets(st.sampled_from(sorted(document.network.edges)), max_size=2))
    return Remove("main", sorted(nodes), sorted(edges))


def _change(data, document):
    node = data.draw(st.sampled_from(sorted(document.network.nodes)))
    return data.draw(
        st.one_of(
            st.builds(
                SetArguments,
                st.just("main"),
                st.just(node),
                st.dictionaries(st.text("ab", max_size=2), values),
            ),
            st.builds(Rename, st.just("main"), st.just(node), st.text("ab", max_size=3)),
            st.builds(Move, st.just("main"), st.dictionaries(st.just(node), st.tuples(places, places))),
            st.builds(SetRecipe, st.dictionaries(st.text("ab", max_size=2), values)),
            st.builds(SetTitle, st.text(max_size=5)),
        )
    )


def _edit(data, document):
    kinds = [_insert] + [_remove, _change] * bool(document.network.nodes)
    return data.draw(st.sampled_from(kinds))(data, document)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_undoing_everything_restores_the_document_exactly(data):
    global fresh
    fresh = itertools.count(10)
    document = network(("a", "input"), ("b", "relu"), ("c", "output"))
    before, saved = copy.deepcopy(document), to_bytes(document)
    inverses = []
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.booleans()):
            scratch = copy.deepcopy(document)
            parts = []
            for _ in range(data.draw(st.integers(1, 3))):
                parts.append(_edit(data, scratch))
                scratch.apply(parts[-1])
            edit = Several(parts)
        else:
            edit = _edit(data, document)
        inverses.append(document.apply(edit))
    after = copy.deepcopy(document)
    redo = [document.apply(inverse) for inverse in reversed(inverses)]
    assert document == before
    assert list(document.network.nodes) == list(before.network.nodes)
    assert list(document.network.edges) == list(before.network.edges)
    assert to_bytes(document) == saved
    for edit in reversed(redo):
        document.apply(edit)
    assert to_bytes(document) == to_bytes(after)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_replica_follows_edits_sent_as_json(data):
    global fresh
    fresh = itertools.count(10)
    document = network(("a", "input"), ("b", "relu"), ("c", "output"))
    replica = from_json(to_json(document))
    for _ in range(4):
        edit = _edit(data, document)
        sent = edit_adapter().dump_json(edit)
        document.apply(edit)
        replica.apply(edit_adapter().validate_json(sent))
    assert to_bytes(replica) == to_bytes(document)


@pytest.mark.parametrize(
    "edit",
    [
        Remove("main", ["nobody"]),
        Remove("main", ["b"]),
        Rename("main", "nobody", "x"),
        Insert("main", [(END, Node("a", "again", "relu"))]),
        Insert("main", [], [(END, Edge("e", "a", "nobody"))]),
        Insert("elsewhere"),
        Several([SetTitle("changed"), Remove("main", ["nobody"])]),
    ],
    ids=lambda edit: edit.kind,
)
def test_an_edit_that_does_not_fit_changes_nothing(edit):
    document = network(("a", "input"), ("b", "relu"), ("c", "output"))
    before = to_bytes(document)
    with pytest.raises(EditError):
        document.apply(edit)
    assert to_bytes(document) == before


def test_what_edits_touch():
    move, rename = Move("main", {"a": (1.0, 2.0)}), Rename("main", "a", "b")
    assert move.touches() == {"layout"}
    assert Several([move, Several([rename, SetRecipe({})])]).touches() == {"layout", "graph", "recipe"}
    assert leaves(Several([move, Several([rename])])) == [move, rename]


def test_revision_counts_edits():
    document = Document()
    document.apply(SetTitle("one"))
    document.apply(SetTitle("two"))
    assert document.revision == 2
