"""How sure a record is once several independent sources tell it."""

DOUBT_LEFT = 0.7  # of the doubt, what one more independent source leaves
COUNTED = 10  # sources; further ones mostly follow these
HIGHEST = 0.99


def corroborated(confidence: float, independent_sources: int) -> float:
    """`confidence` of the best telling, raised by further independent sources: 1 - (1 - c) · 0.7^(n - 1), at most 0.99.

    Each further source of the first ten removes 30 % of the doubt left. That is less than independent witnesses would
    (they would multiply their doubts), since news outlets share agencies and officials; copies count as one already.
    """
    further = max(0, min(independent_sources, COUNTED) - 1)
    raised = 1 - (1 - min(max(confidence, 0.0), 1.0)) * DOUBT_LEFT**further
    return round(min(raised, HIGHEST), 4)
