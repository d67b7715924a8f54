"""A service that speaks Rasa's REST channel, in Python: PORT=5005 python3 rasa.py"""

import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer

class Rest(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        button = {"title": "Again", "payload": "/again"}
        said = {"recipient_id": asked["sender"], "text": f"python: {asked['message']}", "buttons": [button]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps([said]).encode())

server = HTTPServer(("127.0.0.1", int(os.environ.get("PORT", 5005))), Rest)
print("listening", flush=True)
server.serve_forever()
