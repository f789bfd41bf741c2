"""Receptive fields: what a pixel of a node's output sees of the network's input."""

from engine.network import Network
from engine.plan import Field


def fields_of(network: Network) -> dict[str, Field]:
    """The receptive field of each node that has one, by path."""
    return {}
