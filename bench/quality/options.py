"""The options that the scorers have in common."""

import argparse


def parser(description: str | None) -> argparse.ArgumentParser:
    """--json and --missed; a scorer adds its own."""
    found = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--json", action="store_true", help="one JSON object, with every error in it")
    found.add_argument("--missed", action="store_true", help="list every error")
    return found
