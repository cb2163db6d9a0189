"""Teaches the network that tells print from the strokes of a seal over it."""
