"""Benchmarks and quality scores: each prints what it measured beside a named peer or a published score."""
