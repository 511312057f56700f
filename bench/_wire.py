"""The bytes that a page's web socket takes on the wire, counted between browser and server."""

import socket
import threading
from contextlib import suppress

_AT_ONCE = 65_536
_STREAM = b"GET /_stcore/stream"


class Wire:
    """Passes every connection on to a port of this machine and counts what sockets bring back."""

    def __init__(self, port: int) -> None:
        """Listen on a port of its own; threads end with the connections they serve."""
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._brought = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """The address at which a browser is counted."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def take(self) -> int:
        """Return the bytes since it was last asked."""
        brought, self._brought = self._brought, 0
        return brought

    def _listen(self) -> None:
        while True:
            browser, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, socket.create_connection(("127.0.0.1", self._to)) as server:
            asked = browser.recv(_AT_ONCE)
            server.sendall(asked)
            up = threading.Thread(target=_pass_on, args=(browser, server), daemon=True)
            up.start()
            while brought := server.recv(_AT_ONCE):
                # A browser opens a connection of its own for a socket.
                if asked.startswith(_STREAM):
                    self._brought += len(brought)
                browser.sendall(brought)


def _pass_on(browser: socket.socket, server: socket.socket) -> None:
    # The server has ended the connection first: there is nobody to pass anything on to.
    with suppress(OSError):
        while asked := browser.recv(_AT_ONCE):
            server.sendall(asked)
        server.shutdown(socket.SHUT_WR)
