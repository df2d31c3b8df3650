"""The network in torch, for training and export; the product runs what was exported."""
