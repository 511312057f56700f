"""Handing a file in on 数据填报 without a browser: what its page sends, over the same paths."""

import asyncio
import re
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection

from bench._serve import Server
from bench._submits import Correction
from bench._viewers import Seen, answers, viewer
from gwdash.standards.periods import Period

_XSRF = "_streamlit_xsrf"
_PAGE = "submit"
#: What the receipt says once a file made a version of its own.
_TAKEN_IN = re.compile(r"已提交 1 份.*已发布数据版本 v\d+")


async def by_page(server: Server, one: Correction) -> None:
    """Hand a file in on the page and wait for its receipt; raises RuntimeError without one."""
    async with viewer(server) as socket:
        month = f"{Period.parse(one.period).last_day:%Y-%m}"
        form = _Form(server, socket, f"reporter={one.reporter}&month={month}")
        await form.run()
        await form.put_in("submit_files_0_files", one.path)
        await form.run()
        await form.press("submit_go")
    if not _TAKEN_IN.search(form.receipt):
        raise RuntimeError(f"not taken in: {one.path.name} {form.seen.complaints}")


@dataclass
class _Form:
    """The page as one session holds it: which widgets are there and what was put into them."""

    server: Server
    socket: ClientConnection
    query: str
    widgets: dict[str, str] = field(default_factory=dict)
    """The session's names of widgets by their keys."""
    states: dict[str, WidgetState] = field(default_factory=dict)
    session: str = ""
    seen: Seen = field(default_factory=lambda: Seen(_PAGE))
    receipt: str = ""

    async def run(self, *pressed: WidgetState) -> None:
        """Run the page with everything that was chosen, and once more where it asks for it."""
        message = BackMsg()
        message.rerun_script.page_name = _PAGE
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend([*self.states.values(), *pressed])
        await self.socket.send(message.SerializeToString())
        async for answer in answers(self.socket):
            self._note(answer)

    async def press(self, key: str) -> None:
        """Press a button."""
        await self.run(WidgetState(id=self.widgets[key], trigger_value=True))

    async def put_in(self, key: str, path: Path) -> None:
        """Drop a file."""
        place = await self._place_for(path.name)
        size = await asyncio.to_thread(_send, self.server.address, place.upload_url, path)
        info = UploadedFileInfo(file_id=place.file_id, name=path.name, size=size, file_urls=place)
        state = WidgetState(id=self.widgets[key])
        state.file_uploader_state_value.uploaded_file_info.append(info)
        self.states[key] = state

    async def _place_for(self, name: str) -> FileURLs:
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = uuid4().hex, self.session
        asked.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await self.socket.recv())
            if answer.WhichOneof("type") == "file_urls_response":
                found: FileURLs = answer.file_urls_response.file_urls[0]
                return found

    def _note(self, answer: ForwardMsg) -> None:
        self.seen.note(answer)
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self.session = answer.new_session.initialize.session_id
        if kind != "delta" or answer.delta.WhichOneof("type") != "new_element":
            return
        element = answer.delta.new_element
        chosen = getattr(element, element.WhichOneof("type") or "", None)
        name = getattr(chosen, "id", "")
        if isinstance(name, str) and name.startswith("$$ID-"):
            self.widgets[name.split("-", 2)[2]] = name
        if element.HasField("alert"):
            self.receipt += element.alert.body


def _send(base: str, where: str, path: Path) -> int:
    """Send a file's bytes to the address that the server gave for it; return how many."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"{base}/_stcore/health").close()
    token = next((cookie.value for cookie in jar if cookie.name == _XSRF), None)
    boundary = uuid4().hex
    part = f'Content-Disposition: form-data; name="file"; filename="{path.name}"'
    head, foot = f"--{boundary}\r\n{part}\r\n\r\n", f"\r\n--{boundary}--\r\n"
    content = path.read_bytes()
    body = head.encode() + content + foot.encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}", "X-Xsrftoken": token or "",
    }  # fmt: skip
    request = urllib.request.Request(base + where, body, headers, method="PUT")  # noqa: S310 (an own address)
    opener.open(request).close()
    return len(content)
