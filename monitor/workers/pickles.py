"""Results of workers, unpickled with care.

A job comes from us and is simply pickled. A result comes from a process that has read hostile bytes: if those
bytes took the process over, an ordinary unpickler would let it run anything in ours. So only plain values and
classes of this program are taken. That is a high fence, not a wall: a worker is no sandbox.
"""

import io
import pickle

_PLAIN = frozenset(
    {
        ("builtins", "bytearray"),
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
    }
)


#: Classes that were found and may be held: one cannot come to be another.
_FOUND: dict[tuple[str, str], object] = {}


def unpickle(data: bytes) -> object:
    """Return the value; raise UnpicklingError, or whatever damaged data provokes."""
    return _Unpickler(io.BytesIO(data)).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _FOUND:
            _FOUND[module, name] = self._find(module, name)
        return _FOUND[module, name]

    def _find(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("monitor.") and "." not in name:
            found: object = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.startswith("monitor."):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that a result may hold")
