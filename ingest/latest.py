"""What was asked for last, kept in memory up to so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable


class Latest:
    """Bytes by key; those that nobody asked for the longest give way. Safe to use from many threads."""

    def __init__(self, most_bytes: int) -> None:
        self._room = most_bytes
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        """What is kept under a key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, content: bytes) -> None:
        """Keep it, unless it alone would take more than a quarter of the room."""
        if len(content) > self._most // 4:
            return
        with self._lock:
            self._room += len(self._kept.pop(key, b"")) - len(content)
            self._kept[key] = content
            while self._room < 0:
                self._room += len(self._kept.popitem(last=False)[1])
