"""Dedup: joins the mentions of one real-world event into a cluster, whatever the order and the number of copies."""
