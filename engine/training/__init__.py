"""Training: recipe, loop, checkpoints, telemetry, and the run process. Importing this package loads no torch."""
