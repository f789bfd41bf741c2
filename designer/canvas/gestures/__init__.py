"""Gestures of the pointer: each an object that shows a preview and ends in at most one edit."""
