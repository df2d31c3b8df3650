"""Training of the joint model on a CPU: labels, batches, losses, the loop, the refit of the embedding."""
