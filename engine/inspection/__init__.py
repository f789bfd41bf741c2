"""Looking inside: what an image becomes at every node, and what BatchNorm has collected."""
