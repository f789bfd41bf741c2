"""The window: canvas, panels, undo. It may use the parts of the engine that need no torch; it never imports torch."""
