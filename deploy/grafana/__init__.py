"""Grafana's dashboard and how it is provisioned."""
