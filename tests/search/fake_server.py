"""A search server at HTTP level: the few endpoints of OpenSearch that the portal uses, over a dictionary."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def holds(query, key, source):
    """The score of a document for a query, or None when it does not match."""
    ((kind, body),) = query.items()
    if kind == "bool":
        scores = [holds(part, key, source) for part in body.get("must", ())]
        least = [holds(part, key, source) for part in body.get("filter", ())]
        never = [holds(part, key, source) for part in body.get("must_not", ())]
        some = [score for part in body.get("should", ()) if (score := holds(part, key, source)) is not None]
        too_few = len(some) < body.get("minimum_should_match", 0)
        if None in scores or None in least or any(score is not None for score in never) or too_few:
            return None
        return sum(scores) + sum(some)
    if kind == "dis_max":
        return max((s for part in body["queries"] if (s := holds(part, key, source)) is not None), default=None)
    if kind == "constant_score":
        return None if holds(body["filter"], key, source) is None else body["boost"]
    if kind == "ids":
        return 0 if key in body["values"] else None
    if kind == "exists":
        return None if source[body["field"]] is None else 0
    ((field, wanted),) = body.items()
    value = source[field]
    words = value.split() if field.endswith("terms") else [value]
    checks = {
        "term": lambda: wanted in words,
        "terms": lambda: value in wanted,
        "prefix": lambda: any(word.startswith(wanted) for word in words),
        "range": lambda: value is not None and (value <= wanted["lte"] if "lte" in wanted else value > wanted["gt"]),
    }
    return 0 if checks[kind]() else None


class Fake:
    def __init__(self):
        self.indices = {}
        self.asked = []
        self.is_broken = False

    def answer(self, method, path, body):
        name, _, action = path.strip("/").partition("/")
        self.asked.append((method, action or name))
        if self.is_broken:
            return 503, {"error": "no"}
        if name == "_bulk":
            return 200, self.bulk(body)
        if method == "DELETE":
            self.indices.pop(name, None)
            return 200, {"acknowledged": True}
        if method == "PUT":
            self.indices[name] = {}
            return 200, {"acknowledged": True}
        if name not in self.indices:
            return 404, {"error": {"type": "index_not_found_exception"}, "status": 404}
        if action == "_search":
            return 200, self.search(name, json.loads(body))
        query = json.loads(body)["query"]
        found = [key for key, source in self.indices[name].items() if holds(query, key, source) is not None]
        for key in found:
            del self.indices[name][key]
        return 200, {"deleted": len(found)}

    def bulk(self, body):
        lines = [json.loads(line) for line in body.splitlines() if line]
        for head, source in zip(lines[::2], lines[1::2], strict=True):
            self.indices[head["index"]["_index"]][head["index"]["_id"]] = source
        return {
            "errors": False,
            "items": [{"index": {"_id": head["index"]["_id"], "status": 201}} for head in lines[::2]],
        }

    def search(self, name, body):
        documents = self.indices[name].items()
        found = [(score, key, src) for key, src in documents if (score := holds(body["query"], key, src)) is not None]
        best = sorted(found, key=lambda hit: (-hit[0], hit[1]))[: body["size"]]
        hits = [{"_id": key, "_score": s, "_source": {f: src[f] for f in body["_source"]}} for s, key, src in best]
        return {"hits": {"hits": hits}}


@contextmanager
def running():
    """A fake server and its address."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def serve(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            status, data = fake.answer(self.command, self.path.partition("?")[0], body)
            text = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = serve  # noqa: N815

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake, f"http://127.0.0.1:{server.server_port}/portal"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
