"""Images from files, as tensors of the size that a network takes."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.functional import interpolate

from engine import files
from engine.errors import UserError
from engine.limits import MAXIMUM_IMAGE_BYTES, MEGABYTE

if TYPE_CHECKING:
    from PIL.Image import Image

MAXIMUM_PIXELS = 64_000_000  # about 8,000 × 8,000; Pillow itself would go on to 179 million
FORMATS = (
    "PNG",
    "JPEG",
    "BMP",
    "GIF",
    "TIFF",
    "WEBP",
    "PPM",
)  # no EPS, for which Pillow runs another program


def read_image(path: str | Path, shape: Sequence[int], *, digit: bool) -> torch.Tensor:
    """The image in a file as uint8 (C, H, W), of the channels, height and width in `shape`.

    Rules: an image lies as its camera held it (EXIF); what is transparent becomes white; it is turned into
    grey (one channel) or RGB (three; other numbers repeat the grey one); it is stretched to height × width
    with bilinear filtering and antialiasing. With `digit`, a dark drawing on a light ground (the border is
    lighter than middle grey on average) is inverted, since the digits of MNIST are white on black. Raises
    UserError for what cannot be read.
    """
    pixels = torch.from_numpy(_read(Path(path)))  # (h, w, 3)
    fitted = fit_image(pixels.permute(2, 0, 1), shape)
    return inverted_if_light(fitted) if digit else fitted


def fit_image(pixels: torch.Tensor, shape: Sequence[int]) -> torch.Tensor:
    """uint8 pixels (c, h, w) as uint8 (C, H, W): channels converted, size stretched."""
    channels, height, width = shape
    if channels != len(pixels) == 3:  # the weights of luma that Pillow and most others use
        real = pixels[:1] * 0.299
        real += pixels[1:2] * 0.587  # one after the other: of a large image, all three as real numbers take a gigabyte
        real += pixels[2:] * 0.114
    else:
        real = pixels.to(torch.float32)
    if channels != len(real):
        real = real.mean(0, keepdim=True).expand(channels, -1, -1)
    if real.shape[1:] != (height, width):
        real = interpolate(real[None], (height, width), mode="bilinear", antialias=True)[0]
    return real.round().clamp(0, 255).to(torch.uint8)


def inverted_if_light(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 (C, H, W), inverted where its border is light: a drawing on paper becomes white on black."""
    edge = torch.cat([pixels[:, [0, -1], :].flatten(), pixels[:, :, [0, -1]].flatten()])
    return 255 - pixels if edge.to(torch.float32).mean() > 127.5 else pixels


def _read(path: Path) -> np.ndarray:
    """The pixels of a file, uint8 (h, w, 3)."""
    from PIL import Image, UnidentifiedImageError  # not needed before somebody brings an image

    try:
        if files.ordinary_size(path) > MAXIMUM_IMAGE_BYTES:
            raise UserError(
                "{path} is larger than {most} MB. Choose a smaller image.",
                {"path": str(path), "most": MAXIMUM_IMAGE_BYTES // MEGABYTE},
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            with open(path, "rb") as file, Image.open(file, formats=FORMATS) as image:
                if image.width * image.height > MAXIMUM_PIXELS:
                    raise _too_large(path)
                return _rgb(image)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except UnidentifiedImageError as error:
        raise UserError(
            "{path} is not an image that can be read. Choose one of these kinds: {kinds}.",
            {"path": str(path), "kinds": list(FORMATS)},
        ) from error
    except OSError as error:
        if error.errno is not None:
            raise files.cannot_read(path, error) from error
        raise _damaged(path) from error
    except (SyntaxError, ValueError, EOFError, IndexError, TypeError, ArithmeticError, MemoryError) as error:
        raise _damaged(path) from error


def _rgb(image: "Image") -> np.ndarray:
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel; converting would cut off at 255
        wide = np.asarray(image, np.float32)
        grey = np.clip(wide / 257 if wide.max() > 255 else wide, 0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    return np.array(image.convert("RGB"))


def _too_large(path: Path) -> UserError:
    return UserError(
        "{path} has more than {most} million pixels. Choose a smaller image.",
        {"path": str(path), "most": MAXIMUM_PIXELS // 1_000_000},
    )


def _damaged(path: Path) -> UserError:
    return UserError("{path} is a damaged image. Choose another, or save it anew.", {"path": str(path)})
