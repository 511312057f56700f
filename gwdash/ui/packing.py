"""How the pages' web sockets are packed: with a window that still holds the page before.

After a choice a page sends most of what it sent before. The server's library packs with a window
of 4 kB, in which a page of 25 kB is forgotten before it comes again; in the largest one there is
it is found, and what is sent again costs a few bytes. It takes about 150 kB for each viewer.
"""

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

#: 2 to this many bytes, the most that the format allows (RFC 7692, 7.1.2).
WINDOW_BITS = 15
#: 16 kB for the tables of the packing instead of 128: there the memory buys next to nothing.
_MEMORY_LEVEL = 5


def use_a_wide_window() -> None:
    """Let every socket that is opened from now on pack with the largest window.

    The library has no setting for it, only for whether to pack at all; the name replaced is the
    one by which it makes each socket's packing.
    """
    vars(websockets_sansio_impl)["ServerPerMessageDeflateFactory"] = _wide


def _wide(**_narrow: object) -> ServerPerMessageDeflateFactory:
    return ServerPerMessageDeflateFactory(
        server_max_window_bits=WINDOW_BITS,
        client_max_window_bits=WINDOW_BITS,
        compress_settings={"memLevel": _MEMORY_LEVEL},
    )
