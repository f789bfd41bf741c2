"""Looking into a document that is not being trained: with the weights of its last run, or with its first ones."""

import math
from collections import OrderedDict, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Literal

from torch import fx

from engine.compiler import compile
from engine.data.datasets import open_dataset
from engine.document import Document, Edge, Group, Node, new_id
from engine.errors import UserError
from engine.inspection.activations import input_shapes, look, picture, whole_inputs
from engine.limits import free_memory
from engine.messages import Look, Maps
from engine.plan import NodePlan, Plan
from engine.planner import make_plan
from engine.problem import bytes_text
from engine.training import checkpoints
from engine.training.recipe import resolve
from engine.training.run_folder import graph_hash

REMEMBERED = 4  # compiled networks; a new one is made when the graph or the weights change

Compiled = tuple[fx.GraphModule, Literal["first", "trained"], int]
_compiled: OrderedDict[tuple[str, int, str | None, float], Compiled] = OrderedDict()


def look_at(document: Document, plan: Plan, order: Look) -> Maps:
    """Answer `order` for a document that is not being trained. Raises UserError where it cannot be answered."""
    recipe = resolve(document.recipe)
    data = open_dataset(recipe.data)
    planned = plan.nodes.get(order.path)
    if planned is None:
        raise UserError("What was chosen is not in the network. Choose a node that leads to an Output.")
    if not plan.ok or not planned.live or whole_inputs(plan):
        document = _part_before(document, planned)
        plan = make_plan(document)
    _check_memory(plan)
    module, weights, step = _network(document, plan, order.weights, recipe.seed)
    shapes = input_shapes(plan)
    if not shapes:  # nothing leads here from an image
        raise UserError("The network has no Input. Add one and connect it to the first layer.")
    seen = picture(order.image, data, shapes[0])
    return look(module, plan, order, seen, data, weights=weights, step=step)


def _check_memory(plan: Plan) -> None:
    """Raise UserError where running the network for one image would need more memory than there is."""
    shapes = [shape for node in plan.nodes.values() for shape in node.output_shapes.values()]
    largest = 4 * max((math.prod(size for size in shape if isinstance(size, int)) for shape in shapes), default=0)
    needed, free = plan.totals.parameter_bytes + 3 * largest, free_memory()
    if free is not None and needed > free:
        raise UserError(
            "To look into this network takes {needed} of memory, and {free} is free here. Use smaller values.",
            {"needed": bytes_text(needed), "free": bytes_text(free)},
        )


def _part_before(document: Document, planned: NodePlan) -> Document:
    """What leads to one node, as a network that ends there: it can be looked at while the rest is broken."""
    group, path = document.network, planned.path
    sources: dict[str, list[str]] = defaultdict(list)
    for edge in group.edges.values():
        sources[edge.target].append(edge.source)
    needed, waiting = {path}, [path]
    while waiting:
        fresh = set(sources[waiting.pop()]) - needed
        needed |= fresh
        waiting += fresh
    nodes = {id: node for id, node in group.nodes.items() if id in needed}
    edges = {id: edge for id, edge in group.edges.items() if {edge.source, edge.target} <= needed}
    if nodes[path].block != "output":
        end = Node(new_id(), group.free_name("end"), "output")
        last = Edge(new_id(), path, end.id, next(iter(planned.output_shapes), "output"))
        nodes[end.id], edges[last.id] = end, last
    return replace(document, groups={document.root: Group(group.id, group.name, nodes, edges)})


def _network(document: Document, plan: Plan, run: str | None, seed: int) -> Compiled:
    """The compiled network with the weights of `run`, or with its first weights where those do not belong to it."""
    path = checkpoints.weights_of(Path(run)) if run else None
    changed = path.stat().st_mtime if path and path.is_file() else 0.0
    key = (graph_hash(document), seed, run, changed)
    if key not in _compiled:
        module = compile(document, plan, seed=seed)
        step: int | None = None
        if path and changed:
            try:
                step = checkpoints.load_weights(path, module).step
            except UserError:
                module = compile(document, plan, seed=seed)  # the network has changed since that run
        _compiled[key] = (module, "first" if step is None else "trained", step or 0)
        if len(_compiled) > REMEMBERED:
            _compiled.popitem(last=False)
    _compiled.move_to_end(key)
    return _compiled[key]
