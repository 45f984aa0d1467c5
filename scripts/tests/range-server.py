#!/usr/bin/env python3
"""Serves a folder on loopback as a download server does, ranges included, for scripts/tests/setup-test.

usage: range-server.py DIR      prints the port, then one line per request on stderr: "PATH first-byte status"
A file DIR/NAME.breaks makes the first answer for NAME stop after half of the file.
"""
import http.server
import os
import sys

root = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
  def do_GET(self):
    path = os.path.join(root, self.path.lstrip("/"))
    first = int(self.headers.get("Range", "bytes=0-").split("=")[1].split("-")[0])
    if not os.path.isfile(path):
      return self.answer(404, first, b"", 0)
    with open(path, "rb") as file:
      data = file.read()
    if first and first >= len(data):
      return self.answer(416, first, b"", 0)
    body = data[first:]
    length = len(body)
    if os.path.exists(path + ".breaks"):
      os.remove(path + ".breaks")
      body = body[: length // 2]
    self.answer(206 if first else 200, first, body, length, total=len(data))

  def answer(self, status, first, body, length, total=0):
    sys.stderr.write(f"{self.path} {first} {status}\n")
    self.send_response_only(status)
    self.send_header("Content-Length", str(length))
    self.send_header("Connection", "close")
    if status == 206:
      self.send_header("Content-Range", f"bytes {first}-{total - 1}/{total}")
    self.end_headers()
    self.wfile.write(body)
    self.close_connection = True


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
