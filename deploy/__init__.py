"""What runs Dateline on a machine: the demo, and the broker's files."""
