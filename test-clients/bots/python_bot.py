"""A bot on a socket, with Python's standard library alone: answers every text, whatever is cut or killed in between.

    PARLEY_URL=http://127.0.0.1:4000 BOT_ID=... ENGINE_TOKEN=... python3 python_bot.py
"""

import base64
import json
import os
import socket
import ssl
import struct
import time
from urllib.parse import urlsplit

HEARTBEAT = 20  # seconds; the server closes a connection it hears nothing from for 60


class WebSocket:
    """The client's half of RFC 6455: text messages, pings answered, close. One thread."""

    def __init__(self, url):
        parts = urlsplit(url)
        secure = parts.scheme in ("https", "wss")
        port = parts.port or (443 if secure else 80)
        self.socket = socket.create_connection((parts.hostname, port), timeout=10)
        if secure:
            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=parts.hostname)
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head.decode(errors="replace"))

    def send(self, text):
        self._send(0x1, text.encode())

    def receive(self, seconds):
        """The next text, or None when none has begun to arrive in time."""
        message = b""
        self.socket.settimeout(seconds)
        try:
            if not self.buffer:
                self._more()
        except TimeoutError:
            return None
        self.socket.settimeout(10)
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self._take(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._take(8))
            data = self._take(size)
            opcode = first & 0x0F
            if opcode == 0x8:
                raise ConnectionError(f"closed: {data!r}")
            if opcode == 0x9:
                self._send(0xA, data)
            elif opcode in (0x0, 0x1):
                message += data
                if first & 0x80:
                    return message.decode()

    def _send(self, opcode, data):
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.socket.sendall(head + mask + masked)

    def _take(self, size):
        while len(self.buffer) < size:
            self._more()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the connection ended")
        self.buffer += data


class Bot:
    """The bot's side of one channel, on one connection (Phoenix serializer 2.0)."""

    def __init__(self, url, bot, token):
        self.socket = WebSocket(f"{url}/socket/websocket?vsn=2.0.0")
        self.topic = f"bot:{bot}"
        self.refs = 0
        self.waiting = {}
        self.push("phx_join", {"engine_token": token, "ack": True}, self.joined)

    def push(self, event, payload, then=None, topic=None):
        """Pushes an event; then(status, response) is called with its reply."""
        self.refs += 1
        ref = str(self.refs)
        if then:
            self.waiting[ref] = then
        self.socket.send(json.dumps([None if topic else "1", ref, topic or self.topic, event, payload]))

    def run(self):
        beat = time.monotonic()
        while True:
            text = self.socket.receive(max(0.1, beat + HEARTBEAT - time.monotonic()))
            if time.monotonic() - beat >= HEARTBEAT:
                beat = time.monotonic()
                self.push("heartbeat", {}, topic="phoenix")
            if text is not None:
                _, ref, _, event, payload = json.loads(text)
                self.handle(ref, event, payload)

    def handle(self, ref, event, payload):
        if event == "phx_reply" and ref in self.waiting:
            self.waiting.pop(ref)(payload["status"], payload["response"])
        elif event == "phx_error":
            raise ConnectionError("the bot was changed")
        elif event == "utb_msg" and "text" in payload:
            self.answer(payload)
        elif event in ("utb_msg", "utb_img", "put_data"):
            # What a bot has no answer to still has to be acknowledged, or it comes again and holds up what follows.
            self.ack(payload)

    def joined(self, status, response):
        if status != "ok":
            raise ConnectionError(f"not joined: {response}")
        print("joined", flush=True)

    def answer(self, event):
        print("heard", event["text"], flush=True)
        time.sleep(THINK)
        # The same event always gets the same client_id: however often it is answered, that is stored once.
        message = {
            "session": event["session"],
            "text": f"{NAME}: {event['text']}",
            "client_id": f"re-{event['id']}",
            "cause": event["seq"],
        }

        def answered(status, response):
            if status == "error" and response.get("reason") == "unavailable":
                time.sleep(1)
                self.push("btu_msg", message, answered)
            else:
                # Stored, or refused for good, say because the session is gone.
                self.ack(event)

        self.push("btu_msg", message, answered)

    def ack(self, event):
        self.push("ack", {"session": event["session"], "seq": event["seq"]})


NAME = os.environ.get("NAME", "python")
THINK = float(os.environ.get("THINK_SECONDS", "0"))


def main():
    while True:
        try:
            Bot(os.environ["PARLEY_URL"], os.environ["BOT_ID"], os.environ["ENGINE_TOKEN"]).run()
        except OSError as lost:
            print("connection lost:", lost, flush=True)
        # What was not acknowledged is delivered again on the next connection.
        time.sleep(0.5)


if __name__ == "__main__":
    main()
