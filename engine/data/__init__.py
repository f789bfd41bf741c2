"""Datasets: images held as tensors, batched by indexing. Importing this package loads no torch."""
