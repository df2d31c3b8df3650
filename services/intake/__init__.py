"""Intake: the bytes any producer sent, made into an article that extraction can read, or rejected with a reason."""
