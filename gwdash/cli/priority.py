"""How a command shares the machine with the pages that people look at."""

import os

#: Steps down in the system's order of precedence: pages go first, an idle machine gives all.
_STEPS = 10
#: The command that serves the pages, whose children would inherit a lower rank.
_SERVING = "serve"


def give_way(arguments: list[str]) -> None:
    """Let a server on the same machine go first, unless this command is the server.

    Windows ranks processes otherwise and is left as it is.
    """
    if _SERVING not in arguments[:1] and hasattr(os, "nice"):
        os.nice(_STEPS)
