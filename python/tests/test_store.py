"""The object store as it may answer, on a plain HTTP server."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import grpc
import pytest

from pedigree import errors
from pedigree.store import Store

SECRET = "signature-that-nobody-else-may-see"


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        self.server.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b"")

    def do_GET(self):
        self._answer(b"what lies there")

    def _answer(self, body):
        self.server.arrivals += 1
        if self.server.status is None:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body) + self.server.withheld))
        self.end_headers()
        self.wfile.write(body)
        if self.server.withheld:
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as made:
        made.status, made.withheld, made.arrivals, made.received = 200, 0, 0, []
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def url(server):
    return f"http://127.0.0.1:{server.server_port}/bucket/key?X-Amz-Signature={SECRET}"


@pytest.fixture
def store():
    made = Store()
    yield made
    made.close()


def put(store, url):
    store.put(url, {"Content-Length": "5"}, io.BytesIO(b"bytes"))


def get(store, url):
    taken = []
    store.get(url, taken.append)
    return b"".join(taken)


def test_bytes_are_put_and_got(store, server, url):
    put(store, url)
    assert server.received == [b"bytes"]
    assert get(store, url) == b"what lies there"


def test_what_was_written_before_is_there(store, server, url):
    server.status = 412
    put(store, url)


@pytest.mark.parametrize("send", [put, get])
@pytest.mark.parametrize("status", [409, 429, 500, 503, None])
def test_what_may_pass_says_so_and_is_sent_once(store, server, url, status, send):
    server.status = status
    with pytest.raises(errors.Unreachable) as caught:
        send(store, url)
    assert caught.value.code is grpc.StatusCode.UNAVAILABLE
    assert server.arrivals == 1
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("send", [put, get])
@pytest.mark.parametrize("status", [301, 400, 403, 404])
def test_a_refusal_is_not_one_to_try_again(store, server, url, status, send):
    server.status = status
    with pytest.raises(errors.Unreachable) as caught:
        send(store, url)
    assert caught.value.code is None


def test_an_answer_that_is_cut_short_is_no_answer(store, server, url):
    server.withheld = 3
    with pytest.raises(errors.Unreachable) as caught:
        get(store, url)
    assert caught.value.code is grpc.StatusCode.UNAVAILABLE


def test_where_nobody_is_there_is_no_way(store):
    with pytest.raises(errors.Unreachable) as caught:
        put(store, "http://127.0.0.1:1/bucket/key")
    assert caught.value.code is None
