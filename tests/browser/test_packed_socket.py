"""The pages' sockets are packed, with a window that holds a whole page."""

import base64
import socket
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

OFFER = "permessage-deflate; client_max_window_bits"


def test_a_socket_is_packed_with_the_largest_window(demo_server):
    """15 bits are said by saying nothing or by name; the library's own choice would be 12."""
    at = urlsplit(demo_server)
    asked = "\r\n".join([
        "GET /_stcore/stream HTTP/1.1", f"Host: {at.netloc}", f"Origin: {demo_server}",
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
        "Sec-WebSocket-Protocol: streamlit", f"Sec-WebSocket-Extensions: {OFFER}", "", "",
    ])  # fmt: skip
    with socket.create_connection((at.hostname, at.port), timeout=10) as connection:
        connection.sendall(asked.encode())
        head = connection.recv(4096).split(b"\r\n\r\n")[0].decode()
    [answer] = [line for line in head.splitlines() if line.lower().startswith("sec-websocket-ext")]
    assert "permessage-deflate" in answer
    assert "server_max_window_bits=15" in answer or "server_max_window_bits" not in answer
