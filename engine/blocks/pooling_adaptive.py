"""Adaptive pooling: windows as large as it takes to give the size that was chosen, whatever comes in."""

from collections.abc import Sequence

from engine.block import Argument, Block, Dims, Example, Port, Settings
from engine.blocks.spatial import (
    INDICES,
    OUTPUT_SIZE_FITS,
    RETURN_INDICES,
    in_each_dimension,
    output_size,
    page,
    tensor_of,
)
from engine.reach import Axis, Bins

_ALL = {1: "1 leaves one number a channel: global", 2: "1×1 is global", 3: "1×1×1 is global"}


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    return tuple(Bins(*sizes) for sizes in zip(arriving[0][2:], leaving[2:], strict=True))


def _pool(dims: int, kind: str, help: str, *arguments: Argument) -> Block:
    even, odd = (8, 6, 7)[:dims], (9, 7, 5)[:dims]
    examples = [Example(((2, 3, *even),)), Example(((2, 3, *odd),), {"output_size": [3, 2, 4][:dims]})]
    examples.append(Example(((2, 3, *odd),), {"output_size": 11}))
    if arguments:
        examples.append(Example(((2, 3, *odd),), {"output_size": 2, "return_indices": True}))
    return Block(
        id=f"adaptive_{kind.lower()}_pool{dims}d",
        title=f"Adaptive{kind}Pool{dims}d",
        category="pooling",
        target=f"torch.nn.Adaptive{kind}Pool{dims}d",
        help=help,
        url=page(f"Adaptive{kind}Pool{dims}d"),
        name="pool",
        inputs=(tensor_of(dims),),
        outputs=(Port("output"), INDICES) if arguments else (Port("output"),),
        arguments=(output_size(dims), *arguments),
        rules=(OUTPUT_SIZE_FITS,),
        reach=_reach,
        examples=tuple(examples),
    )


def _maximum(dims: int) -> Block:
    help = f"Takes maxima until the size that you choose is left, whatever comes in; {_ALL[dims]} max pooling."
    return _pool(dims, "Max", help, RETURN_INDICES)


def _average(dims: int) -> Block:
    help = f"Averages to a size that you choose, whatever comes in; {_ALL[dims]} average pooling."
    return _pool(dims, "Avg", help)


BLOCKS = in_each_dimension(_average, _maximum)
