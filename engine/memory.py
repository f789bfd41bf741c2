"""How much memory a network takes: what autograd keeps, composed of what each block was seen to keep."""

from dataclasses import dataclass

from engine.network import Network
from engine.plan import Memory


@dataclass(frozen=True, slots=True)
class Uses:
    """`kept`: by path, the bytes a sample that stay until the backward pass; `total`: of the whole network."""

    kept: dict[str, int]
    total: Memory


def memory_of(network: Network) -> Uses:
    """What the network needs in training and in inference."""
    return Uses({}, Memory())
