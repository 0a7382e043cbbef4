"""Both storages over real connections: a folder, and an S3 server that is started for these tests."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import quote

import pytest

from tests.documents.conftest import PDF
from tracker.documents import queries, sweeping
from tracker.kernel import storage
from tracker.kernel.storage import CannotStore

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def s3_server():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def held(request, tmp_path, monkeypatch):
    """A storage that is empty."""
    if request.param == "folder":
        return storage.at((tmp_path / "files").as_uri())
    server = request.getfixturevalue("s3_server")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing-key")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bucket = f"bucket-{tmp_path.name.replace('_', '-')}"[:60].lower().strip("-")
    asked = HTTPConnection(server.removeprefix("http://"), timeout=60)
    asked.request("PUT", f"/{bucket}")
    assert asked.getresponse().status == 200
    asked.close()
    return storage.at(f"s3://{bucket}/files?endpoint={quote(server)}")


def put(held, content: bytes) -> str:
    key = storage.new_key()
    incoming = held.workplace / key
    incoming.write_bytes(content)
    held.put(key, incoming)
    assert not incoming.exists()
    return key


@pytest.mark.parametrize("size", [0, 1, 300_000, 12_000_000])
def test_what_was_put_is_read_whole(held, size):
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    key = put(held, content)
    assert b"".join(held.pieces(key)) == content
    assert held.has(key)
    assert [(one.key, one.size) for one in held.kept()] == [(key, size)]


def test_what_was_removed_is_gone_and_may_be_removed_again(held):
    key = put(held, b"x")
    held.remove(key)
    held.remove(key)
    assert not held.has(key)
    with pytest.raises(CannotStore):
        held.pieces(key)


@pytest.mark.parametrize("key", ["../secret", "", "a" * 31, "A" * 32, "0" * 32 + "/x"])
def test_only_keys_name_contents(held, key):
    with pytest.raises(ValueError, match="no key"):
        held.pieces(key)


def test_it_can_be_tried_out_and_leaves_nothing(held):
    storage.try_out(held)
    assert list(held.kept()) == list(held.unfinished()) == []


def test_several_at_once_do_not_disturb_each_other(held):
    keys: list[str] = []
    threads = [threading.Thread(target=lambda n=n: keys.append(put(held, bytes([n]) * 50_000))) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(b"".join(held.pieces(key))[0] for key in keys) == list(range(8))


def test_documents_live_in_either_and_the_sweep_keeps_what_rows_name(held, attach):
    before = storage.in_use()
    storage.use(held)
    try:
        document = attach(PDF)
        orphan = put(held, b"nobody's")
        (held.workplace / "half").write_bytes(b"ha")
        young = sweeping.sweep(HOUR)
        assert (young.removed, young.missing) == (0, [])
        told = sweeping.sweep(timedelta(seconds=-2), remove=False)
        assert told.removed == 2
        assert held.has(orphan)
        swept = sweeping.sweep(timedelta(seconds=-2))
        assert (swept.removed, swept.freed, swept.kept) == (2, 10, 1)
        assert not held.has(orphan)
        assert list(held.unfinished()) == []
        version = document.versions[0]
        assert b"".join(held.pieces(version.storage_key)) == PDF
        held.remove(version.storage_key)
        assert sweeping.sweep(HOUR).missing == [(document.id, version.storage_key)]
        assert [row[0] for row in queries.storage_keys()] == [version.storage_key]
    finally:
        storage.use(before)


def test_a_bucket_out_of_reach_is_told(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing-key")
    from tracker.kernel.storage import bucket

    held = bucket.BucketStorage("s3://nowhere/x?endpoint=http://127.0.0.1:9", retries=0)
    with pytest.raises(CannotStore, match="bucket"):
        storage.try_out(held)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "files").write_text("a file in its place")
    with pytest.raises(CannotStore):
        storage.try_out(storage.at((tmp_path / "files").as_uri()))


def test_an_unknown_address_is_refused():
    with pytest.raises(ValueError, match="no storage"):
        storage.at("ftp://host/files")
