"""The canvas: cards, wires and the gestures that edit them."""
