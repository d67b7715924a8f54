"""A bot behind engine webhook, in Python: PORT=8000 python3 webhook.py"""

import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer

class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))["data"]["event"]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"messages": [f"python: {event.get('text')}"]}).encode())

server = HTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Hook)
print("listening", flush=True)
server.serve_forever()
