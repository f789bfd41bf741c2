"""What kernels take for themselves while they compute, and give back at once: here, those of the CPU."""

from dataclasses import dataclass

import torch

BLOCK = 16 if torch.backends.cpu.get_cpu_capability() == "AVX512" else 8  # channels together in oneDNN's layout
FEW = 4  # channels up to which the layout of images is taken as it is


@dataclass(slots=True)
class Work:
    """Bytes that grow with the batch, forwards and backwards, and those for copies of weights.

    oneDNN computes a convolution on copies of its tensors in a layout of its own, in which channels are filled up to
    a multiple of BLOCK; seen in the allocator's events, for PyTorch 2.14. cuDNN takes workspaces instead, of a size
    that only it knows. BatchNorm takes its input's size once more while it goes backwards.
    """

    forward: int = 0
    backward: int = 0
    weights: int = 0

    def convolution(self, input: torch.Tensor, weight: torch.Tensor, output: torch.Tensor) -> None:
        """Add the work of one; what is already in the layout channels-last is not copied."""
        if input.dim() == 4 and not input.is_contiguous() and input.is_contiguous(memory_format=torch.channels_last):
            return
        taken, made, channels = _filled_up(input), _filled_up(output), input.shape[1]
        # Forwards the copy of the input is gone when the copy of the output is copied back.
        forward = max(made, (taken if channels >= BLOCK else 0) + made - output.nbytes)
        self.forward = max(self.forward, forward)
        self.backward = max(self.backward, (taken if channels > FEW else 0) + made)
        self.weights = max(self.weights, weight.nbytes)

    def normalization(self, input: torch.Tensor) -> None:
        """Add the work of batch normalization."""
        self.backward = max(self.backward, input.nbytes)


def _filled_up(tensor: torch.Tensor) -> int:
    channels: int = tensor.shape[1]
    return tensor.nbytes // channels * (-(-channels // BLOCK) * BLOCK)
