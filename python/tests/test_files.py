import hashlib
import os

import pytest

from pedigree import digests, errors, files
from pedigree.digests import FileEntry


def test_the_manifest_digest_is_that_of_the_documented_lines():
    entries = [
        FileEntry("b.txt", hashlib.sha256(b"two").digest(), 3),
        FileEntry("a/ü", hashlib.sha256(b"").digest(), 0),
    ]
    lines = f"{hashlib.sha256(b'').hexdigest()} 0 a/ü\n{hashlib.sha256(b'two').hexdigest()} 3 b.txt\n"
    assert digests.of_manifest(entries) == "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def test_the_order_is_that_of_the_bytes():
    paths = ["a", "a.b", "a/b", "B", "ä", "z", "\U0001f600", "\uffee"]
    ordered = [entry.path for entry in digests.in_order(FileEntry(path, b"", 0) for path in paths)]
    assert ordered == ["B", "a", "a.b", "a/b", "z", "ä", "\uffee", "\U0001f600"]


def test_scan_finds_every_file_hidden_ones_too(tmp_path):
    for path in ("a.txt", ".hidden", "sub/deep/b.bin"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "empty").mkdir()
    assert sorted(found.path for found in files.scan(tmp_path)) == [".hidden", "a.txt", "sub/deep/b.bin"]
    assert [found.path for found in files.scan(tmp_path, exclude=["sub/*", ".*"])] == ["a.txt"]
    assert [found.path for found in files.scan(tmp_path / "a.txt")] == ["a.txt"]


def test_links_and_special_files_are_not_left_out_in_silence(tmp_path):
    (tmp_path / "target").write_text("x")
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(errors.UnsafePath, match="symbolic link"):
        list(files.scan(tmp_path))
    assert sorted(found.path for found in files.scan(tmp_path, follow_symlinks=True)) == ["link", "target"]
    (tmp_path / "link").unlink()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.UnsafePath, match="neither a file nor a folder"):
        list(files.scan(tmp_path))


def test_a_file_of_ours_takes_the_place_of_one_that_was_found(tmp_path):
    (tmp_path / "a.txt").write_text("theirs")
    (tmp_path / "b.txt").write_text("b")
    found = files.scan(tmp_path).with_file(files.LocalFile("a.txt", b"ours"))
    assert {file.path: file.size() for file in found} == {"a.txt": 4, "b.txt": 1}


def test_nothing_to_push_is_said(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.scan(tmp_path / "absent")


def test_pull_does_not_write_through_a_link_that_lies_in_its_folder(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "sub").symlink_to(outside)
    with pytest.raises(errors.UnsafePath, match="does not write through it"):
        files.folder_for(inside, "sub/x")
