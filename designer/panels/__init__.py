"""The panels around the canvas, a widget a file."""
