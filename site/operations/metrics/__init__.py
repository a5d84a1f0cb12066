"""Numbers for a monitoring system. `count` and `observe` are all that others need; what there is stands in `catalogue`.

from operations.metrics import count

count("cache", cache="page", result="hit")
"""

from operations.metrics.counting import count, counter, observe

__all__ = ["count", "counter", "observe"]
