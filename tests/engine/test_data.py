"""Datasets: what they hold, how they are split and fetched, and images of one's own."""

import gzip
import hashlib
import http.server
import threading

import numpy as np
import pytest
import torch
from PIL import Image

from engine.data import catalogue, datasets, fetching
from engine.data.datasets import open_dataset
from engine.data.images import MAXIMUM_PIXELS, fit_image, read_image
from engine.errors import UserError


@pytest.fixture
def fresh(monkeypatch):
    """No dataset has been opened in this process yet."""
    monkeypatch.setattr(datasets, "_opened", {})


def idx(array: np.ndarray) -> bytes:
    """An array of bytes as an IDX file."""
    header = bytes([0, 0, 8, array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape)
    return header + array.astype(np.uint8).tobytes()


@pytest.fixture
def small_mnist(monkeypatch):
    """Four files like those of MNIST but small, and the program told to expect them."""
    arrays = {
        "train-images-idx3-ubyte": np.arange(30 * 784).reshape(30, 28, 28) % 251,
        "train-labels-idx1-ubyte": np.arange(30) % 10,
        "t10k-images-idx3-ubyte": np.arange(20 * 784).reshape(20, 28, 28) % 241,
        "t10k-labels-idx1-ubyte": np.arange(20) % 10,
    }
    contents = {name: idx(array) for name, array in arrays.items()}
    for name, content in contents.items():
        monkeypatch.setitem(catalogue.MNIST_FILES, name, hashlib.md5(content).hexdigest())
    return contents


def test_the_included_digits():
    data, facts = open_dataset("mnist5k"), catalogue.facts("mnist5k")
    assert data.train_images.shape == (facts.train, 1, 28, 28) and data.train_images.dtype == torch.uint8
    assert data.val_images.shape == (facts.held_out, 1, 28, 28)
    assert data.train_labels.dtype == data.val_labels.dtype == torch.int64
    assert data.val_labels.bincount().tolist() == [50] * 10
    assert data.train_labels.bincount().tolist() == [450] * 10
    assert data.shape == facts.shape and data.classes == facts.classes
    assert open_dataset("mnist5k") is data
    assert catalogue.is_available("mnist5k")


def test_the_split_is_always_the_same_and_loses_nothing():
    data = open_dataset("mnist5k")
    digest = hashlib.sha256(data.val_images.numpy().tobytes()).hexdigest()
    assert digest.startswith(VAL_DIGEST)
    with np.load(catalogue.stored_at("mnist5k")) as archive:
        whole = np.sort(archive["x"].reshape(5000, -1).astype(np.int64).sum(1))
    parts = torch.cat([data.train_images, data.val_images]).flatten(1).to(torch.int64).sum(1).numpy()
    assert np.array_equal(np.sort(parts), whole)


VAL_DIGEST = "d9f56f857b570099"


def test_normalised_images_have_the_published_mean_and_deviation():
    data = open_dataset("mnist5k")
    images = data.normalised(data.train_images)
    assert abs(images.mean()) < 0.02 and abs(images.std() - 1) < 0.02
    expected = (data.train_images[:3].float() / 255 - 0.1307) / 0.3081
    assert torch.allclose(data.normalised(data.train_images[:3]), expected, atol=1e-6)
    assert data.train_images.dtype == torch.uint8  # not changed in place


def test_a_dataset_that_is_not_there_says_how_to_get_it(fresh):
    assert not catalogue.is_available("mnist")
    with pytest.raises(UserError, match=r"data mnist --download.*--from FOLDER"):
        open_dataset("mnist")
    with pytest.raises(UserError, match=r"no dataset called cifar.*mnist5k"):
        open_dataset("cifar")


def test_damaged_files_are_explained(fresh):
    folder = catalogue.stored_at("mnist")
    folder.mkdir(parents=True)
    for name in catalogue.MNIST_FILES:
        (folder / name).write_bytes(b"nonsense")
    with pytest.raises(UserError, match=r"are damaged.*fetch the data again"):
        open_dataset("mnist")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("inside", ["", "raw", "MNIST/raw"])
def test_fetching_from_a_folder(tmp_path, small_mnist, packed, inside):
    source = tmp_path / inside
    source.mkdir(parents=True, exist_ok=True)
    for name, content in small_mnist.items():
        path = source / (name + ".gz" * packed)
        path.write_bytes(gzip.compress(content) if packed else content)
    told = []
    fetching.fetch("mnist", str(tmp_path), lambda done, total: told.append((done, total)), lambda: False)
    assert catalogue.is_available("mnist")
    stored = {path.name: path.read_bytes() for path in catalogue.stored_at("mnist").iterdir()}
    assert stored == small_mnist
    assert len(told) == 4 and told[-1][0] == told[-1][1] > 0


def test_fetching_refuses_what_is_wrong_and_leaves_nothing(tmp_path, small_mnist):
    def fetch(cancelled=False):
        fetching.fetch("mnist", str(tmp_path), lambda *_: None, lambda: cancelled)

    with pytest.raises(UserError, match=r"has no file train-images-idx3-ubyte or .*\.gz"):
        fetch()
    for name, content in small_mnist.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(fetching.FetchCancelled):
        fetch(cancelled=True)
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(b"\x00" * 28)
    with pytest.raises(UserError, match="t10k-labels-idx1-ubyte is not the file of MNIST"):
        fetch()
    (tmp_path / "t10k-labels-idx1-ubyte").write_bytes(gzip.compress(b"x" * 5000)[:-20])
    with pytest.raises(UserError, match="damaged and cannot be unpacked"):
        fetch()
    assert not catalogue.stored_at("mnist").exists()


class _Handler(http.server.BaseHTTPRequestHandler):
    """Serves `files`; one called `cut` ends too early."""

    files: dict[str, bytes] = {}

    def do_GET(self):
        content = self.files.get(self.path.rpartition("/")[2])
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) + 9 * ("/cut/" in self.path)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch, small_mnist):
    """A mirror of the four files, the only one that torchvision names."""
    from torchvision.datasets import MNIST

    packed = {name + ".gz": gzip.compress(content) for name, content in small_mnist.items()}
    handler = type("Handler", (_Handler,), {"files": packed})
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{listening.server_port}/"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(MNIST, "mirrors", [url + "cut/", url + "gone/nothing-", url])
    resources = [(name, hashlib.md5(content).hexdigest()) for name, content in packed.items()]
    monkeypatch.setattr(MNIST, "resources", resources)
    yield handler
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_downloading_tries_the_mirrors_in_turn(server, small_mnist):
    told = []
    fetching.fetch("mnist", None, lambda *amounts: told.append(amounts), lambda: False)
    assert {path.name: path.read_bytes() for path in catalogue.stored_at("mnist").iterdir()} == small_mnist
    assert told and all(total == fetching.DOWNLOAD_BYTES for _, total in told)


def test_a_download_that_is_not_the_file_is_refused(server):
    name = "t10k-labels-idx1-ubyte.gz"
    server.files[name] = b"<html>Log in to the network</html>"
    with pytest.raises(UserError, match=r"not the file.*5,000 digits that come with ConvCanvas go on"):
        fetching.fetch("mnist", None, lambda *_: None, lambda: False)
    assert not catalogue.stored_at("mnist").exists()


def test_a_download_can_be_cancelled(server):
    chunks = []
    with pytest.raises(fetching.FetchCancelled):
        fetching.fetch("mnist", None, lambda done, _: chunks.append(done), lambda: len(chunks) == 2)
    assert not catalogue.stored_at("mnist").exists()


def test_without_a_network_the_message_says_what_still_works(monkeypatch):
    from torchvision.datasets import MNIST

    monkeypatch.setattr(MNIST, "mirrors", ["http://127.0.0.1:9/"])
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(UserError, match=r"could not be downloaded: .*5,000 digits that come with ConvCanvas"):
        fetching.fetch("mnist", None, lambda *_: None, lambda: False)


# Images of one's own


def test_a_dark_digit_on_paper_is_inverted(tmp_path):
    paper = np.full((56, 56), 240, np.uint8)
    paper[20:36, 24:32] = 10
    Image.fromarray(paper).save(tmp_path / "paper.png")
    image = read_image(tmp_path / "paper.png", (1, 28, 28), digit=True)
    assert image.shape == (1, 28, 28) and image.dtype == torch.uint8
    assert image[0, 0, 0] == 15 and image[0, 14, 14] == 245
    Image.fromarray(255 - paper).save(tmp_path / "board.png")
    assert torch.equal(read_image(tmp_path / "board.png", (1, 28, 28), digit=True), image)
    kept = read_image(tmp_path / "paper.png", (1, 28, 28), digit=False)
    assert kept[0, 0, 0] == 240


def test_an_mnist_image_survives_a_file_unchanged(tmp_path):
    pixels = open_dataset("mnist5k").val_images[7]
    Image.fromarray(pixels[0].numpy()).save(tmp_path / "digit.png")
    assert torch.equal(read_image(tmp_path / "digit.png", (1, 28, 28), digit=True), pixels)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixel_is_read(tmp_path, mode):
    suffix = {"CMYK": "jpg", "F": "tiff", "I": "tiff"}.get(mode, "png")
    half = np.zeros((10, 20), np.uint8)
    half[:, 10:] = 255
    grey = Image.fromarray(half)
    if mode in ("I;16", "I", "F"):
        wide = half.astype({"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode])
        image = Image.fromarray(wide * (257 if mode != "F" else 1))
    else:
        image = grey.convert(mode)
    image.save(tmp_path / f"image.{suffix}")
    read = read_image(tmp_path / f"image.{suffix}", (3, 10, 20), digit=False)
    assert read.shape == (3, 10, 20)
    assert read[:, 5, 2].max() < 12 and read[:, 5, 17].min() > 243


def test_what_is_transparent_is_paper(tmp_path):
    drawing = np.zeros((28, 28, 4), np.uint8)  # black, and nothing of it opaque
    drawing[10:18, 10:18, 3] = 255
    Image.fromarray(drawing).save(tmp_path / "drawing.png")
    image = read_image(tmp_path / "drawing.png", (1, 28, 28), digit=True)
    assert image[0, 14, 14] == 255 and image[0, 0, 0] == 0


def test_fitting_matches_antialiased_resizing_by_pillow(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (90, 60, 3), np.uint8)
    ours = fit_image(torch.from_numpy(pixels).permute(2, 0, 1), (3, 30, 20))
    theirs = np.asarray(Image.fromarray(pixels).resize((20, 30), Image.Resampling.BILINEAR)).transpose(2, 0, 1)
    assert np.abs(ours.numpy().astype(int) - theirs.astype(int)).max() <= 1


def test_images_that_cannot_be_read(tmp_path):
    def fault(name):
        with pytest.raises(UserError) as caught:
            read_image(tmp_path / name, (1, 28, 28), digit=True)
        return str(caught.value)

    (tmp_path / "text.png").write_text("no image")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "script.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    Image.fromarray(np.zeros((64, 64), np.uint8)).save(tmp_path / "whole.png")
    whole = (tmp_path / "whole.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    assert "not an image" in fault("text.png")
    assert "not an image" in fault("empty.png")
    assert "not an image" in fault("script.eps")
    assert "damaged image" in fault("cut.png")
    assert "is not there" in fault("missing.png")
    assert "is a folder" in fault("")


@pytest.mark.parametrize("side", [8_001, 12_000, 20_000])  # ours, Pillow's warning, Pillow's error
def test_bombs_are_refused_before_they_go_off(tmp_path, side):
    assert side * side > MAXIMUM_PIXELS
    Image.new("1", (side, side)).save(tmp_path / "bomb.png")
    with pytest.raises(UserError, match="more than 64 million pixels"):
        read_image(tmp_path / "bomb.png", (1, 28, 28), digit=True)
