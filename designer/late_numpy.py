"""numpy as `np`, imported when it is first used: that takes a tenth of a second, and the window can be seen without."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:

    class _Late:
        def __getattr__(self, name: str) -> Any:
            import numpy

            value = getattr(numpy, name)
            setattr(self, name, value)  # found without this detour from now on
            return value

    np = _Late()

__all__ = ["np"]
