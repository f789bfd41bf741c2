"""Gestures: what a person does with the pointer, each an object that shows a preview and ends in at most one edit."""
