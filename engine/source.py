"""From a plan to PyTorch source that a person would have written: one class, shapes beside the code.

It gives the same state_dict, its keys in the same order, and the same output as the compiled module.
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import Any

from engine.block import REQUIRED, SIGNATURE, Argument, Block, Construct, Result, SameAs, ports_in, structure
from engine.blocks import REGISTRY
from engine.blocks.input_output import PARAMETER_STD
from engine.calls import flat, literal
from engine.document import Document, Edge
from engine.plan import NodePlan, Plan

LINE = 88
_TAKEN = {"None", "True", "False", "F"}  # what a class made of a title cannot be called
_VARIABLES = "xyzuvw"
_BEGINNINGS = (
    ("torch.nn.functional.", "F."),
    ("torch.nn.", "nn."),
    ("torchvision.ops.", "ops."),
    ("torch.", "torch."),
)
Value = tuple[str, str]  # a path and one of its output ports


def source_of(document: Document, plan: Plan) -> str:
    """Source of the live part of the plan; call it only for a plan that is ok, since it has no words for faults."""
    writer = _Writer(document, plan)
    body = writer.constructor() + writer.forward()
    name = class_name(document.title)
    return "\n".join([*writer.imports(), "", "", f"class {name}(nn.Module):", *body]) + "\n"


def class_name(title: str) -> str:
    """A class name made of the title: `LeNet-5 with BatchNorm` becomes `LeNet5WithBatchNorm`."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in title).split()
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name and not name[0].isdigit() and name not in _TAKEN else f"Network{name}"


def call_text(name: str, arguments: Iterable[str], indent: int, head: str = "", comment: str = "") -> list[str]:
    """`head name(arguments)` in one line, or broken as a formatter breaks it where the line is too long."""
    arguments = list(arguments)
    space = " " * indent
    joined = ", ".join(arguments)
    whole = f"{space}{head}{name}({joined})"
    if len(whole) + len(comment) <= LINE:
        return [whole + comment]
    if len(space) + 4 + len(joined) <= LINE:
        return [f"{space}{head}{name}(", f"{space}    {joined}", f"{space}){comment}"]
    return [
        f"{space}{head}{name}(",
        *(f"{space}    {argument}," for argument in arguments),
        f"{space}){comment}",
    ]


class _Writer:
    def __init__(self, document: Document, plan: Plan) -> None:
        self.plan = plan
        self.live = [path for path in plan.order if plan.nodes[path].live]
        self.frozen = {path for path in self.live if document.network.nodes[path].frozen}
        self.position = {path: index for index, path in enumerate(self.live)}
        self.arriving: dict[str, list[Edge]] = defaultdict(list)
        self.last_use: dict[Value, int] = {}  # position of the node that reads a value last
        for edge in sorted(document.network.edges.values(), key=lambda edge: edge.index):
            if edge.target in self.position:
                self.arriving[edge.target].append(edge)
                value = edge.source, edge.output
                self.last_use[value] = max(self.position[edge.target], self.last_use.get(value, 0))
        self.used: set[str] = set()  # beginnings of dotted names that the source writes

    def imports(self) -> list[str]:
        """What the source needs, in the order in which isort puts it."""
        lines = ["import torch"] if "torch" in self.used else []
        lines += ["import torch.nn.functional as F"] if "F" in self.used else []
        lines += ["from torch import nn"]
        return lines + (["from torchvision import ops"] if "ops" in self.used else [])

    def constructor(self) -> list[str]:
        lines = []
        for path in self.live:
            planned = self.plan.nodes[path]
            block = REGISTRY[planned.block]
            if block.kind == "module":
                lines += self._module(planned, block)
            elif block.kind == "parameter":
                lines += self._held(planned)
        return ["    def __init__(self):", "        super().__init__()", *lines, ""] if lines else []

    def forward(self) -> list[str]:
        inputs = [path for path in self.live if self.plan.nodes[path].block == "input"]
        names = ["x"] if len(inputs) == 1 else [self.plan.nodes[path].key for path in inputs]
        variables: dict[Value, str] = {(path, "output"): name for path, name in zip(inputs, names, strict=True)}
        lines, outputs = [], []
        for path in self.live:
            planned, block = self.plan.nodes[path], REGISTRY[self.plan.nodes[path].block]
            if block.kind == "parameter":
                variables[path, "output"] = f"self.{planned.key}"
            elif block.kind == "output":
                edge = self.arriving[path][0]
                outputs.append((planned.key, variables[edge.source, edge.output]))
            elif block.kind != "input":
                lines += self._statement(planned, block, variables)
        if len(outputs) == 1:
            lines.append(f"        return {outputs[0][1]}")
        else:
            lines += [
                "        return {",
                *(f"            {literal(key)}: {value}," for key, value in outputs),
            ]
            lines.append("        }")
        return [f"    def forward({', '.join(['self', *names])}):", *lines]

    # Modules -----------------------------------------------------------------------------------------------------

    def _module(self, planned: NodePlan, block: Block) -> list[str]:
        constructs = block.parts(planned.arguments) if block.parts else None
        if constructs is None:
            name, arguments = self._name(block.target), arguments_text(block, planned)
        else:
            name, arguments = "nn.Sequential", [self._constructed(part) for part in constructs]
        if planned.path in self.frozen:
            whole = f"{name}({', '.join(arguments)}).requires_grad_(False)"
            name, arguments = "", [whole]
        if not planned.key.isidentifier():
            whole = f"{name}({', '.join(arguments)})" if name else arguments[0]
            return call_text("self.add_module", [literal(planned.key), whole], 8)
        if not name:
            return [f"        self.{planned.key} = {arguments[0]}"]
        return call_text(name, arguments, 8, f"self.{planned.key} = ")

    def _constructed(self, part: Construct) -> str:
        arguments = [literal(value) for value in part.positional]
        arguments += [f"{name}={literal(value)}" for name, value in part.keyword.items()]
        return f"{self._name(part.target)}({', '.join(arguments)})"

    def _held(self, planned: NodePlan) -> list[str]:
        self.used.add("torch")
        shape = ", ".join(map(str, planned.arguments["shape"]))
        if planned.block == "constant":
            value = f"torch.full(({shape},), {literal(planned.arguments['fill_value'])})".replace(",,", ",")
            return call_text("self.register_buffer", [literal(planned.key), value], 8)
        init = planned.arguments["init"]
        value = f"{PARAMETER_STD} * torch.randn({shape})" if init == "normal" else f"torch.{init}({shape})"
        frozen = ["requires_grad=False"] if planned.path in self.frozen else []
        return call_text("nn.Parameter", [value, *frozen], 8, f"self.{planned.key} = ")

    def _name(self, target: str) -> str:
        """What the source calls a target, noting what has to be imported for it."""
        name = _shortened(target)
        if name != target or name.startswith("torch."):
            self.used.add(name.partition(".")[0])
        return name

    # Statements --------------------------------------------------------------------------------------------------

    def _statement(self, planned: NodePlan, block: Block, variables: dict[Value, str]) -> list[str]:
        here = self.position[planned.path]
        inputs = {
            port.name: [variables[e.source, e.output] for e in self.arriving[planned.path] if e.input == port.name]
            for port in block.inputs_for(planned.arguments)
        }
        alive = {name for value, name in variables.items() if self.last_use.get(value, -1) > here}
        free = [name for name in flat(inputs) if name not in alive and "." not in name]
        for port in block.outputs_for(planned.arguments):
            value = planned.path, port.name
            if value in self.last_use:
                variables[value] = free.pop(0) if free else _fresh(alive)
                free = [name for name in free if name != variables[value]]
                alive.add(variables[value])
        names = structure(block, block.outputs_for(planned.arguments))
        head = f"{_pattern(names, planned.path, variables, self.last_use)} = "
        first = next(port for port in ports_in(names) if (planned.path, port) in self.last_use)
        comment = f"  # ({', '.join(map(str, planned.output_shapes[first]))})"
        if block.kind == "module":
            function = (
                f"self.{planned.key}" if planned.key.isidentifier() else f"self.get_submodule({literal(planned.key)})"
            )
            text = block.call.text(function, inputs, planned.arguments, [])
        else:
            text = block.call.text(block.target, inputs, planned.arguments, arguments_text(block, planned))
        if isinstance(text, str):
            return [f"        {head}{text}{comment}"]
        return call_text(self._name(text[0]), text[1], 8, head, comment)


def _pattern(names: str | Result, path: str, variables: dict[Value, str], used: Container[Value]) -> str:
    """What the results are assigned to: `y, (h, _)`."""
    if isinstance(names, str):
        return variables[path, names] if (path, names) in used else "_"
    parts = [_pattern(name, path, variables, used) for name in names]
    if all(part == "_" for part in parts):
        return "_"
    inner = [f"({part})" if "," in part else part for part in parts]
    return ", ".join(inner) if len(inner) > 1 else f"({inner[0]},)"


def arguments_text(block: Block, planned: NodePlan) -> list[str]:
    """The arguments as a person writes them: required ones by position, others by name where they differ."""
    texts = []
    for argument in block.arguments:
        if not argument.passed:
            continue
        value = planned.arguments[argument.name]
        text = _shortened(f"{argument.classes_of}.{value}") if argument.classes_of else literal(value)
        if argument.torch_default is REQUIRED:
            texts.append(text)
        elif value != _torch_default(argument, planned):
            texts.append(f"{argument.name}={text}")
    return texts


def _torch_default(argument: Argument, planned: NodePlan) -> Any:
    """What PyTorch takes where it is not given the argument."""
    if isinstance(argument.torch_default, SameAs):
        return planned.arguments[argument.torch_default.argument]
    return argument.default if argument.torch_default is SIGNATURE else argument.torch_default


def _shortened(target: str) -> str:
    """A dotted name as the source writes it, given its imports."""
    for long, short in _BEGINNINGS:
        if target.startswith(long):
            return short + target.removeprefix(long)
    return target


def _fresh(taken: set[str]) -> str:
    """A short variable name that is not in use."""
    number = 0
    while True:
        for letter in _VARIABLES:
            name = f"{letter}{number or ''}"
            if name not in taken:
                return name
        number += 1
