"""The weights that ship in the package, and the one loader for them."""

from wellanyway.models.loader import (
    encoder,
    frequencies,
    reader_network,
    span_network,
    static_embedding,
    weights_folder,
)

__all__ = ["encoder", "frequencies", "reader_network", "span_network", "static_embedding", "weights_folder"]
