"""What the blocks that are not about space compute, written by hand: (module, arguments of the plan, inputs by port)."""

import math
from typing import Any

import torch
import torch.nn.functional as F

Ins = dict[str, list[torch.Tensor]]
Settings = dict[str, Any]


def _of_one(function: Any) -> Any:
    """A reference for a block with one input, from `(module, arguments, x)`."""
    return lambda m, a, ins: function(m, a, ins["input"][0])


# Normalization ------------------------------------------------------------------------------------------------------


def _batch_norm(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    assert a["num_features"] == x.shape[1]
    batch = not a["track_running_stats"]
    return F.batch_norm(x, m.running_mean, m.running_var, m.weight, m.bias, batch, 0.0, a["eps"])


def _instance_norm(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    own = not a["track_running_stats"]
    return F.instance_norm(x, m.running_mean, m.running_var, m.weight, m.bias, own, 0.0, a["eps"])


def _layer_norm(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    shape = x.shape[-a["dims"] :]
    assert tuple(a["normalized_shape"]) == shape
    assert (m.bias is not None) == (a["elementwise_affine"] and a["bias"])
    return F.layer_norm(x, shape, m.weight, m.bias, a["eps"])


def _rms_norm(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    dims = tuple(range(-a["dims"], 0))
    eps = torch.finfo(x.dtype).eps if a["eps"] is None else a["eps"]
    normal = x / torch.sqrt(x.square().mean(dims, keepdim=True) + eps)
    return normal if m.weight is None else normal * m.weight


# Attention ----------------------------------------------------------------------------------------------------------


def _attend(m: Any, heads: int, q: Any, k: Any, v: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Vaswani et al. 2017, section 3.2, batch first: (N, L, E) and the weights (N, heads, L, S)."""
    weights = (
        m.in_proj_weight.chunk(3)
        if m.in_proj_weight is not None
        else (m.q_proj_weight, m.k_proj_weight, m.v_proj_weight)
    )
    biases = (None, None, None) if m.in_proj_bias is None else m.in_proj_bias.chunk(3)
    q, k, v = (F.linear(x, w, b) for x, w, b in zip((q, k, v), weights, biases, strict=True))
    if m.bias_k is not None:
        k, v = (torch.cat([x, b.expand(len(x), 1, -1)], 1) for x, b in ((k, m.bias_k), (v, m.bias_v)))
    if m.add_zero_attn:
        k, v = (F.pad(x, (0, 0, 0, 1)) for x in (k, v))
    q, k, v = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (q, k, v))
    match = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]), -1)
    return m.out_proj((match @ v).transpose(1, 2).flatten(2)), match


def _multihead(m: Any, a: Settings, ins: Ins) -> Any:
    q = ins["query"][0]
    k = ins["key"][0] if ins["key"] else q
    v = ins["value"][0] if ins["value"] else k
    assert (a["embed_dim"], a["kdim"], a["vdim"]) == (q.shape[-1], k.shape[-1], v.shape[-1])
    turned = [x if a["batch_first"] else x.transpose(0, 1) for x in (q, k, v)]
    out, match = _attend(m, a["num_heads"], *turned)
    out = out if a["batch_first"] else out.transpose(0, 1)
    return (out, match.mean(1) if a["average_attn_weights"] else match) if a["need_weights"] else out


def _encoder(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    assert a["d_model"] == x.shape[-1]
    bend = {"relu": F.relu, "gelu": F.gelu}[a["activation"]]

    def normal(x: torch.Tensor, norm: Any) -> torch.Tensor:
        return F.layer_norm(x, x.shape[-1:], norm.weight, norm.bias, a["layer_norm_eps"])

    def mixed(x: torch.Tensor) -> torch.Tensor:
        return _attend(m.self_attn, a["nhead"], x, x, x)[0]

    def worked(x: torch.Tensor) -> torch.Tensor:
        return m.linear2(bend(m.linear1(x)))

    x = x if a["batch_first"] else x.transpose(0, 1)
    if a["norm_first"]:
        x = x + mixed(normal(x, m.norm1))
        x = x + worked(normal(x, m.norm2))
    else:
        x = normal(x + mixed(x), m.norm1)
        x = normal(x + worked(x), m.norm2)
    return x if a["batch_first"] else x.transpose(0, 1)


def _squeeze_excitation(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    assert len(m.fc1.weight) == a["squeeze_channels"] == max(1, x.shape[1] // a["reduction"])
    bends = {
        "ReLU": F.relu,
        "SiLU": F.silu,
        "Hardswish": F.hardswish,
        "GELU": F.gelu,
        "Sigmoid": torch.sigmoid,
        "Hardsigmoid": F.hardsigmoid,
        "Tanh": torch.tanh,
    }
    means = x.mean((2, 3), keepdim=True)
    middle = bends[a["activation"]](F.conv2d(means, m.fc1.weight, m.fc1.bias))
    return x * bends[a["scale_activation"]](F.conv2d(middle, m.fc2.weight, m.fc2.bias))


# Recurrence ---------------------------------------------------------------------------------------------------------


def _lstm_step(x: Any, state: Any, w: Any) -> Any:
    """Hochreiter and Schmidhuber 1997, with forget gates: input, forget, new, output."""
    h, c = state
    i, f, g, o = (F.linear(x, w("ih"), w("bih")) + F.linear(h, w("hh"), w("bhh"))).chunk(4, -1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def _gru_step(x: Any, state: Any, w: Any) -> Any:
    """Cho et al. 2014, with the reset gate applied behind the product, as cuDNN does it."""
    (h,) = state
    xr, xz, xn = F.linear(x, w("ih"), w("bih")).chunk(3, -1)
    hr, hz, hn = F.linear(h, w("hh"), w("bhh")).chunk(3, -1)
    z = torch.sigmoid(xz + hz)
    return ((1 - z) * torch.tanh(xn + torch.sigmoid(xr + hr) * hn) + z * h,)


def _recurrent(step: Any, names: tuple[str, ...]) -> Any:
    def reference(m: Any, a: Settings, ins: Ins) -> Any:
        x = ins["input"][0] if a["batch_first"] else ins["input"][0].transpose(0, 1)  # (N, L, features)
        assert a["input_size"] == x.shape[-1]
        ways = 2 if a["bidirectional"] else 1
        zeros = x.new_zeros(a["num_layers"] * ways, len(x), a["hidden_size"])
        states = [ins[name][0] if ins[name] else zeros for name in names]
        last: list[Any] = []
        for layer in range(a["num_layers"]):
            read = []
            for way in range(ways):
                state = tuple(s[layer * ways + way] for s in states)
                told = []
                for place in range(x.shape[1]) if way == 0 else reversed(range(x.shape[1])):
                    state = step(x[:, place], state, _weights(m, layer, way))
                    told.append(state[0])
                read.append(torch.stack(told if way == 0 else told[::-1], 1))
                last.append(state)
            x = torch.cat(read, -1)
        x = x if a["batch_first"] else x.transpose(0, 1)
        return (x, *(torch.stack(several) for several in zip(*last, strict=True)))

    return reference


def _weights(m: Any, layer: int, way: int) -> Any:
    end = f"_l{layer}" + ("_reverse" if way else "")
    names = {"ih": "weight_ih", "hh": "weight_hh", "bih": "bias_ih", "bhh": "bias_hh"}
    return lambda kind: getattr(m, names[kind] + end, None)


# Shape --------------------------------------------------------------------------------------------------------------


def _crop(a: Settings, x: torch.Tensor) -> torch.Tensor:
    height, width = x.shape[-2:]
    return x.narrow(-2, a["top"], height - a["top"] - a["bottom"]).narrow(-1, a["left"], width - a["left"] - a["right"])


def _slice(a: Settings, x: torch.Tensor) -> torch.Tensor:
    taken = range(x.shape[a["dim"]])[a["start"] : a["end"] : a["step"]]
    return x.index_select(a["dim"], torch.tensor(taken))


def _folded(function: Any) -> Any:
    def reference(m: Any, a: Settings, ins: Ins) -> Any:
        several = [x for port in ins.values() for x in port]
        result = several[0]
        for x in several[1:]:
            result = function(result, x)
        return result

    return reference


def _embedding(m: Any, a: Settings, x: torch.Tensor) -> torch.Tensor:
    assert m.weight.shape == (a["num_embeddings"], a["embedding_dim"])
    assert a["padding_idx"] is None or m.padding_idx == a["padding_idx"] % a["num_embeddings"]
    table = m.weight.detach().clone()
    if a["max_norm"] is not None:
        lengths = table.norm(a["norm_type"], 1, keepdim=True)
        table = torch.where(lengths > a["max_norm"], table * a["max_norm"] / (lengths + 1e-7), table)
    return table[x]


REFERENCES: dict[str, Any] = {
    "layer_norm": _of_one(_layer_norm),
    "group_norm": _of_one(lambda m, a, x: F.group_norm(x, a["num_groups"], m.weight, m.bias, a["eps"])),
    "local_response_norm": _of_one(lambda m, a, x: F.local_response_norm(x, a["size"], a["alpha"], a["beta"], a["k"])),
    "rms_norm": _of_one(_rms_norm),
    "relu": _of_one(lambda m, a, x: F.relu(x)),
    "leaky_relu": _of_one(lambda m, a, x: F.leaky_relu(x, a["negative_slope"])),
    "prelu": _of_one(lambda m, a, x: F.prelu(x, x.new_full((x.shape[1] if a["per_channel"] else 1,), a["init"]))),
    "relu6": _of_one(lambda m, a, x: F.relu6(x)),
    "elu": _of_one(lambda m, a, x: F.elu(x, a["alpha"])),
    "selu": _of_one(lambda m, a, x: F.selu(x)),
    "gelu": _of_one(lambda m, a, x: F.gelu(x, approximate=a["approximate"])),
    "silu": _of_one(lambda m, a, x: F.silu(x)),
    "mish": _of_one(lambda m, a, x: F.mish(x)),
    "hardswish": _of_one(lambda m, a, x: F.hardswish(x)),
    "hardsigmoid": _of_one(lambda m, a, x: F.hardsigmoid(x)),
    "sigmoid": _of_one(lambda m, a, x: torch.sigmoid(x)),
    "tanh": _of_one(lambda m, a, x: torch.tanh(x)),
    "softplus": _of_one(lambda m, a, x: F.softplus(x, a["beta"], a["threshold"])),
    "softmax": _of_one(lambda m, a, x: F.softmax(x, a["dim"])),
    "log_softmax": _of_one(lambda m, a, x: F.log_softmax(x, a["dim"])),
    "glu": _of_one(lambda m, a, x: F.glu(x, a["dim"])),
    "linear": _of_one(lambda m, a, x: F.linear(x, m.weight, m.bias)),
    "bilinear": lambda m, a, ins: F.bilinear(ins["input1"][0], ins["input2"][0], m.weight, m.bias),
    "embedding": _of_one(_embedding),
    "multihead_attention": _multihead,
    "transformer_encoder_layer": _of_one(_encoder),
    "squeeze_excitation": _of_one(_squeeze_excitation),
    "lstm": _recurrent(_lstm_step, ("hidden", "cell")),
    "gru": _recurrent(_gru_step, ("hidden",)),
    "dropout": _of_one(lambda m, a, x: F.dropout(x, a["p"])),
    "dropout1d": _of_one(lambda m, a, x: F.dropout1d(x, a["p"])),
    "dropout2d": _of_one(lambda m, a, x: F.dropout2d(x, a["p"])),
    "dropout3d": _of_one(lambda m, a, x: F.dropout3d(x, a["p"])),
    "alpha_dropout": _of_one(lambda m, a, x: F.alpha_dropout(x, a["p"], True)),
    "stochastic_depth": _of_one(lambda m, a, x: _stochastic_depth(x, a["p"], a["mode"])),
    "add": _folded(torch.add),
    "subtract": _folded(torch.sub),
    "multiply": _folded(torch.mul),
    "scale": _of_one(lambda m, a, x: x * a["other"]),
    "concat": lambda m, a, ins: torch.cat(ins["input"], a["dim"]),
    "stack": lambda m, a, ins: torch.stack(ins["input"], a["dim"]),
    "matmul": lambda m, a, ins: torch.matmul(ins["input"][0], ins["other"][0]),
    "mean": _of_one(lambda m, a, x: x.mean(a["dim"], a["keepdim"])),
    "flatten": _of_one(lambda m, a, x: torch.flatten(x, a["start_dim"], a["end_dim"])),
    "unflatten": _of_one(lambda m, a, x: x.unflatten(a["dim"], a["unflattened_size"])),
    "reshape": _of_one(lambda m, a, x: torch.stack([image.reshape(a["shape"]) for image in x])),
    "permute": _of_one(lambda m, a, x: x.permute(a["dims"])),
    "squeeze": _of_one(lambda m, a, x: x.squeeze(a["dim"])),
    "unsqueeze": _of_one(lambda m, a, x: x.unsqueeze(a["dim"])),
    "identity": _of_one(lambda m, a, x: x),
    "pad": _of_one(lambda m, a, x: F.pad(x, a["pad"], a["mode"], a["value"])),
    "crop": _of_one(lambda m, a, x: _crop(a, x)),
    "slice": _of_one(lambda m, a, x: _slice(a, x)),
    "chunk": _of_one(lambda m, a, x: torch.chunk(x, a["chunks"], a["dim"])),
    "split": _of_one(lambda m, a, x: torch.split(x, a["split_size_or_sections"], a["dim"])),
}
for _dims in (1, 2, 3):
    REFERENCES[f"batch_norm{_dims}d"] = _of_one(_batch_norm)
    REFERENCES[f"instance_norm{_dims}d"] = _of_one(_instance_norm)


def _stochastic_depth(x: torch.Tensor, p: float, mode: str) -> torch.Tensor:
    """Huang et al. 2016: a branch survives with probability 1 − p, and is scaled up then."""
    if p == 0:
        return x
    rows = [len(x) if mode == "row" else 1] + [1] * (x.dim() - 1)
    survives = torch.empty(rows).bernoulli_(1 - p)
    return x * (survives / (1 - p) if p < 1 else survives)
