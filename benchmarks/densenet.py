"""DenseNets as flat documents of our own blocks, laid out like torchvision's; building one needs no torch."""

from benchmarks.resnet import IMAGE, Writer
from engine.document import Document

GROWTH, BOTTLENECK = 32, 4  # channels that a layer adds, and how many times as many its 1×1 convolution makes
BLOCKS: dict[str, tuple[int, ...]] = {"densenet121": (6, 12, 24, 16), "densenet201": (6, 12, 48, 32)}


def densenet(name: str) -> Document:
    """The network that torchvision calls `name`; its `features.norm5` is our `features_norm5`."""
    writer = Writer()
    last = writer.add("input", "input", shape=IMAGE)
    channels = 64
    last = writer.convolution("features_conv0", "features_norm0", last, channels, 7, stride=2, padding=3)
    last = writer.add("features_relu0", "relu", last, inplace=True)
    last = writer.add("features_pool0", "max_pool2d", last, kernel_size=3, stride=2, padding=1)
    for number, layers in enumerate(BLOCKS[name], 1):
        last = _block(writer, f"features_denseblock{number}", last, layers)
        channels += layers * GROWTH
        if number < len(BLOCKS[name]):
            channels //= 2
            last = _transition(writer, f"features_transition{number}", last, channels)
    last = writer.add("features_norm5", "batch_norm2d", last)
    last = writer.add("relu", "relu", last, inplace=True)
    last = writer.add("pool", "adaptive_avg_pool2d", last, output_size=1)
    last = writer.add("flatten", "flatten", last)
    last = writer.add("classifier", "linear", last, out_features=1000)
    writer.add("output", "output", last)
    return writer.document(name)


def _block(writer: Writer, stem: str, source: str, layers: int) -> str:
    """Each layer takes what came in and what all layers before it made."""
    made = [source]
    for number in range(1, layers + 1):
        layer = f"{stem}_denselayer{number}"
        last = writer.add(f"{layer}_cat", "concat", *made) if number > 1 else source
        last = writer.add(f"{layer}_norm1", "batch_norm2d", last)
        last = writer.add(f"{layer}_relu1", "relu", last, inplace=True)
        last = writer.convolution(f"{layer}_conv1", f"{layer}_norm2", last, BOTTLENECK * GROWTH, 1)
        last = writer.add(f"{layer}_relu2", "relu", last, inplace=True)
        made.append(
            writer.add(f"{layer}_conv2", "conv2d", last, out_channels=GROWTH, kernel_size=3, padding=1, bias=False)
        )
    return writer.add(f"{stem}_cat", "concat", *made)


def _transition(writer: Writer, stem: str, source: str, channels: int) -> str:
    """Half as many channels, and half the size."""
    last = writer.add(f"{stem}_norm", "batch_norm2d", source)
    last = writer.add(f"{stem}_relu", "relu", last, inplace=True)
    last = writer.add(f"{stem}_conv", "conv2d", last, out_channels=channels, kernel_size=1, bias=False)
    return writer.add(f"{stem}_pool", "avg_pool2d", last, kernel_size=2, stride=2)
