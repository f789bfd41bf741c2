"""What else people call the blocks: in papers, in other libraries, in Chinese. Searched for, never shown.

A name without 1d, 2d or 3d stands for all of these.
"""

import re

_NAMES = {
    "input": "image, data, source, start, 图像",
    "output": "answer, logits, result, end, head",
    "parameter": "weight, learnable, learnt, variable, bias, token, position",
    "constant": "number, full, fill, buffer",
    "conv": "convolution, cnn, filter, 卷积",
    "depthwise_conv": "dwconv, grouped convolution, mobilenet, 深度卷积",
    "separable_conv": "sepconv, dsconv, depthwise separable, pointwise, mobilenet, xception, 可分离卷积",
    "conv_transpose": "deconv, deconvolution, upconv, up convolution, fractionally strided, transposed convolution, "
    "反卷积, 转置卷积",
    "batch_norm": "bn, batch normalization, batch normalisation, 批归一化, 批量归一化",
    "instance_norm": "instance normalization, style transfer, 实例归一化",
    "layer_norm": "ln, layer normalization, convnext, 层归一化",
    "group_norm": "gn, group normalization, 组归一化",
    "local_response_norm": "lrn, local response normalization, alexnet, 局部响应归一化",
    "rms_norm": "root mean square",
    "relu": "rectifier, rectified linear unit, 线性整流",
    "leaky_relu": "lrelu",
    "prelu": "parametric relu, learnable relu",
    "relu6": "clipped relu, mobilenet",
    "elu": "exponential linear unit",
    "selu": "self normalizing",
    "gelu": "gaussian error linear unit, bert",
    "silu": "swish, efficientnet",
    "mish": "yolo",
    "hardswish": "hswish, mobilenetv3",
    "hardsigmoid": "hsigmoid",
    "sigmoid": "logistic",
    "tanh": "hyperbolic tangent",
    "softplus": "smooth relu",
    "softmax": "probabilities, softargmax",
    "log_softmax": "log probabilities, nll",
    "glu": "gated linear unit",
    "max_pool": "max pooling, maxpooling, downsample, subsample, argmax, 最大池化",
    "avg_pool": "average pooling, mean pooling, downsample, subsample, 平均池化",
    "lp_pool": "power average pooling, norm pooling",
    "adaptive_avg_pool": "gap, global average pooling, global pooling, 全局平均池化",
    "adaptive_max_pool": "gmp, global max pooling, 全局最大池化",
    "fractional_max_pool": "stochastic pooling, random pooling",
    "max_unpool": "unpooling, segnet, argmax, 反池化",
    "upsample": "resize, enlarge, upscale, interpolation, nearest, 上采样",
    "interpolate": "resize, rescale, upsample, downsample, bicubic, trilinear, 插值",
    "interpolate_like": "resize to, same size, match size, fpn",
    "pixel_shuffle": "depth to space, subpixel, super resolution, espcn",
    "pixel_unshuffle": "space to depth",
    "linear": "fc, dense, fully connected, affine, mlp, projection, classifier, 全连接",
    "bilinear": "pairs",
    "embedding": "lookup, vocabulary, word vectors, token, 嵌入, 词向量",
    "multihead_attention": "mha, self attention, cross attention, vit, 注意力",
    "transformer_encoder_layer": "vit, encoder, bert, self attention",
    "squeeze_excitation": "se, senet, channel attention, efficientnet",
    "lstm": "rnn, recurrent, long short term memory, 长短期记忆",
    "gru": "rnn, recurrent, gated recurrent unit, 门控循环单元",
    "dropout": "drop, 随机失活",
    "dropout2d": "spatial dropout, channel dropout",
    "alpha_dropout": "selu dropout",
    "stochastic_depth": "drop path, layer dropout",
    "add": "skip, residual, shortcut, sum, plus, resnet, 残差, 跳跃连接",
    "subtract": "minus, difference",
    "multiply": "times, product, gate, hadamard",
    "scale": "gain, factor",
    "concat": "cat, join, merge, skip, unet, densenet, 拼接",
    "stack": "new dimension",
    "matmul": "matrix product, matrix multiplication, dot product, bmm",
    "mean": "average, gap, global average pooling",
    "flatten": "vector, row, 展平",
    "unflatten": "view",
    "reshape": "view",
    "permute": "transpose, swap, move dimension, channels last",
    "squeeze": "remove dimension",
    "unsqueeze": "add dimension, expand dims",
    "identity": "pass through, nothing",
    "chunk": "pieces",
    "split": "pieces",
    "slice": "index, cut, select, narrow",
    "crop": "center crop, cut, unet",
    "pad": "padding, border, zero pad, reflection, replication, 填充",
}


def other_names(block_id: str) -> list[str]:
    """The other names of a block, with those of its family first: `bn`, and `bn 3d` where it is the one for volumes."""
    dimensions = re.search(r"(?<=[a-z])[123]d$", block_id)
    family = block_id[: dimensions.start()] if dimensions else block_id
    texts = dict.fromkeys(_NAMES[key] for key in (family, block_id) if key in _NAMES)
    names = [name for text in texts for name in text.split(", ")]
    return [*names, *(f"{name} {dimensions[0]}" for name in names)] if dimensions else names


def families() -> set[str]:
    """The ids, without 1d, 2d and 3d where they stand for all, that have other names."""
    return set(_NAMES)
