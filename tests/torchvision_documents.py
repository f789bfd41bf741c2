"""Turns a network of torchvision's into a document of our blocks, for tests that compare the two.

The network is traced by torch.fx, and run once on the meta device, so that what it computes of shapes is known as
numbers. Each call becomes a node with the name that torch.fx gives it: the dotted name with `_` for `.`.
"""

from typing import Any

import torch
import torchvision
from torch import fx, nn

from engine.block import Block
from engine.blocks import REGISTRY
from engine.document import Document, Edge, Node
from engine.edits import END, Insert
from engine.modules import target
from engine.problems import is_reserved

BATCH = 2  # while shapes are found
_MODULES = {target(block.target): block for block in reversed(list(REGISTRY)) if block.kind == "module"}
Place = tuple[str, str]  # a node and its output port


def torchvision_module(name: str, side: int = 224, device: str = "meta") -> nn.Module:
    """The network that torchvision calls `name` in eval mode, with random weights or, on meta, none at all."""
    options: dict[str, Any] = {}
    if name == "googlenet":
        options = {"aux_logits": False, "init_weights": False}  # the heads of its training, and a slow scipy
    elif name.startswith("vit"):
        options = {"image_size": side}
    with torch.device("cpu" if name.startswith("regnet") else device):  # it computes its widths with tensors
        module: nn.Module = getattr(torchvision.models, name)(**options)
    return module.to(device).eval()


def document_of(module: nn.Module, image: tuple[int, int, int] = (3, 224, 224), title: str = "") -> Document:
    """The document of a module that takes a batch of images and gives one tensor. `weights` carries over its state."""
    writer = _Writer(module, image)
    for node in writer.graph.nodes:
        writer.add(node)
    made = Document(title=title)
    made.apply(Insert("main", [(END, node) for node in writer.made], [(END, edge) for edge in writer.edges]))
    return made


def traced(module: nn.Module) -> fx.GraphModule:
    """The module as a graph whose calls are those of our blocks."""
    return fx.GraphModule(module, _Tracer().trace(module))


def weights(module: nn.Module, compiled: nn.Module) -> dict[str, torch.Tensor]:
    """The state of a traced module, by the keys of the module that was compiled from its document."""
    state = {_flat(key): value for key, value in module.state_dict().items()}
    return {key: state[_flat(key)] for key in compiled.state_dict()}


def _flat(key: str) -> str:
    return key.replace(".", "_").replace("-", "_")


class _Tracer(fx.Tracer):
    """Takes nothing to pieces that is one of our blocks."""

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return isinstance(m, torchvision.ops.StochasticDepth) or super().is_leaf_module(m, module_qualified_name)


class _Values(fx.Interpreter):
    """Runs the graph and remembers what each node came to."""

    def __init__(self, module: fx.GraphModule) -> None:
        super().__init__(module)
        self.found: dict[fx.Node, Any] = {}

    def run_node(self, n: fx.Node) -> Any:
        self.found[n] = super().run_node(n)
        return self.found[n]


class _Writer:
    """Writes nodes and edges; `places` tells where the value of a node of torch.fx leaves."""

    def __init__(self, module: nn.Module, image: tuple[int, int, int]) -> None:
        self.image = image
        self.module = traced(module)
        self.graph = self.module.graph
        self.modules = dict(self.module.named_modules())
        runs = _Values(self.module)
        with torch.no_grad():
            runs.run(torch.empty(BATCH, *image, device=next(module.parameters()).device))
        self.values = runs.found
        self.made: list[Node] = []
        self.edges: list[Edge] = []
        self.places: dict[fx.Node, Place | list[Place]] = {}

    def add(self, node: fx.Node) -> None:
        match node.op:
            case "placeholder":
                self._put(node, "input", [], shape=list(self.image))
            case "output":
                self._put(node, "output", [node.args[0]])
            case "get_attr":
                pass  # written when it is read
            case "call_module":
                self._module(node)
            case _:
                if _is_tensors(self.values[node]):
                    self._function(node)

    def _put(self, node: fx.Node, block: str, sources: Any, suffix: str = "", **arguments: Any) -> Place:
        """A node of `block` that takes from `sources`, which are nodes of torch.fx or places."""
        name = node.name + suffix
        name = f"{name}_" if is_reserved(name) else name
        declared = REGISTRY[block]
        given = {key: value for key, value in arguments.items() if value != declared.argument(key).default}
        self.made.append(Node(name, name, block, 1, given))
        ports = [port.name for port in declared.inputs_for(given)]
        for index, source in enumerate(sources):
            place = source if isinstance(source, tuple) else self._place(source)
            port = ports[min(index, len(ports) - 1)]
            self.edges.append(Edge(f"e{len(self.edges)}", place[0], name, place[1], port, index))
        outputs = declared.outputs_for(given)
        place = (name, outputs[0].name if outputs else "")
        self.places[node] = place if len(outputs) < 2 else [(name, port.name) for port in outputs]
        return place

    def _place(self, source: fx.Node) -> Place:
        if source.op == "get_attr" and source not in self.places:
            return self._put(source, "parameter", [], shape=list(self.values[source].shape))
        place = self.places[source]
        assert isinstance(place, tuple)
        return place

    def _module(self, node: fx.Node) -> None:
        module = self.modules[str(node.target)]
        block = _MODULES[type(module)]
        if isinstance(module, nn.MultiheadAttention):
            place = self._put(node, block.id, node.args[:1], **_settings(block, module), need_weights=False)
            self.places[node] = [place]
            return
        self._put(node, block.id, node.args, **_settings(block, module))

    def _function(self, node: fx.Node) -> None:
        name = node.target if node.op == "call_method" else getattr(node.target, "__name__", "")
        write = getattr(self, f"_{str(name).strip('_')}", None)
        assert write is not None, f"{node.format_node()} has no block"
        write(node, *self._concrete(node.args), **self._concrete(node.kwargs))

    def _concrete(self, given: Any) -> Any:
        """Arguments with numbers in the place of the nodes that compute them."""
        return fx.map_arg(given, lambda n: n if _is_tensors(self.values[n]) else self.values[n])

    # One method for each function and tensor method, by its name.

    def _add(self, node: fx.Node, *inputs: fx.Node) -> None:
        self._put(node, "add", inputs)

    def _iadd(self, node: fx.Node, *inputs: fx.Node) -> None:
        self._put(node, "add", inputs)

    def _mul(self, node: fx.Node, *inputs: fx.Node) -> None:
        self._put(node, "multiply", inputs)

    def _relu(self, node: fx.Node, x: fx.Node, inplace: bool = False) -> None:
        self._put(node, "relu", [x], inplace=inplace)

    def _cat(self, node: fx.Node, tensors: list[fx.Node], dim: int = 0) -> None:
        self._put(node, "concat", tensors, dim=dim)

    def _flatten(self, node: fx.Node, x: fx.Node, start_dim: int = 0, end_dim: int = -1) -> None:
        self._put(node, "flatten", [x], start_dim=start_dim, end_dim=end_dim)

    def _mean(self, node: fx.Node, x: fx.Node, dim: list[int], keepdim: bool = False) -> None:
        self._put(node, "mean", [x], dim=list(dim), keepdim=keepdim)

    def _adaptive_avg_pool2d(self, node: fx.Node, x: fx.Node, output_size: Any) -> None:
        self._put(node, "adaptive_avg_pool2d", [x], output_size=_plain(output_size))

    def _dropout(self, node: fx.Node, x: fx.Node, p: float = 0.5, training: bool = True, inplace: bool = False) -> None:
        self._put(node, "dropout", [x], p=p, inplace=inplace)

    def _view(self, node: fx.Node, x: fx.Node, *shape: Any) -> None:
        self._reshape(node, x, *shape)

    def _reshape(self, node: fx.Node, x: fx.Node, *shape: Any) -> None:
        self._put(node, "reshape", [x], shape=list(self.values[node].shape[1:]))

    def _contiguous(self, node: fx.Node, x: fx.Node) -> None:
        self.places[node] = self._place(x)

    def _transpose(self, node: fx.Node, x: fx.Node, first: int, second: int) -> None:
        dims = list(range(self.values[node].dim()))
        dims[first], dims[second] = dims[second], dims[first]
        self._put(node, "permute", [x], dims=dims)

    def _permute(self, node: fx.Node, x: fx.Node, *dims: Any) -> None:
        self._put(node, "permute", [x], dims=list(dims if isinstance(dims[0], int) else dims[0]))

    def _chunk(self, node: fx.Node, x: fx.Node, chunks: int, dim: int = 0) -> None:
        self._put(node, "chunk", [x], chunks=chunks, dim=dim)

    def _getitem(self, node: fx.Node, x: fx.Node, index: Any) -> None:
        if isinstance(self.places[x], list):
            self.places[node] = self.places[x][index]
            return
        # A transformer's answer at its class token: x[:, 0].
        assert index == (slice(None), 0), index
        part = self._put(node, "slice", [x], "_slice", dim=1, start=0, end=1)
        self._put(node, "squeeze", [part], dim=1)

    def _expand(self, node: fx.Node, x: fx.Node, *sizes: int) -> None:
        """A class token for every image: a place of the sequence times 0, plus the token."""
        sequence = next(n for n in node.graph.nodes if n.op == "call_method" and n.target == "permute")
        part = self._put(node, "slice", [sequence], "_slice", dim=1, start=0, end=1)
        nothing = self._put(node, "scale", [part], "_nothing", other=0.0)
        self._put(node, "add", [nothing, self._place(x)])

    def _layer_norm(self, node: fx.Node, x: fx.Node, shape: Any, weight: Any, bias: Any, eps: float) -> None:
        """torchvision's LayerNorm2d calls the function; its weights have the module's name here, as in the other."""
        name = str(weight.target).removesuffix(".weight").replace(".", "_")
        place = self._put(node, "layer_norm", [x], eps=eps)
        made = self.made.pop()
        self.made.append(Node(made.id, name, made.block, 1, made.arguments))
        self.places[node] = place


def _is_tensors(value: Any) -> bool:
    """Whether it is a tensor or several of them, and not a number or a shape."""
    return isinstance(value, torch.Tensor) or (isinstance(value, tuple) and isinstance(value[0], torch.Tensor))


def _settings(block: Block, module: nn.Module) -> dict[str, Any]:
    """The arguments of a module, read from its attributes."""
    settings: dict[str, Any] = {}
    for argument in block.arguments:
        if argument.derived is None and hasattr(module, argument.name):
            value = getattr(module, argument.name)
            is_asked = argument.kind == "bool" and not isinstance(value, bool)  # whether there is a bias, for instance
            settings[argument.name] = value is not None if is_asked else _plain(value)
    if isinstance(module, nn.LayerNorm):
        settings["dims"] = len(module.normalized_shape)
    if isinstance(module, nn.MultiheadAttention):
        settings["bias"] = module.in_proj_bias is not None
    return settings


def _plain(value: Any) -> Any:
    """A setting as a document spells it."""
    if isinstance(value, tuple | list):
        return value[0] if len(set(value)) == 1 else list(value)
    return value
