"""The formats in which blocks and parts of documents are dragged and copied."""

BLOCK_MIME = "application/x-convcanvas-block"  # the id of a block, UTF-8
FRAGMENT_MIME = "application/x-convcanvas-fragment"  # nodes and the edges between them, as JSON
