"""A model that says back what it hears, behind the chat-completions endpoint: PORT=8001 python3 openai.py"""

import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer

class Model(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for word in ["python: ", asked["messages"][-1]["content"]]:
            self.wfile.write(f"data: {json.dumps({'choices': [{'delta': {'content': word}}]})}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

server = HTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8001))), Model)
print("listening", flush=True)
server.serve_forever()
