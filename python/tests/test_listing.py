import hashlib

import pytest

from pedigree import digests
from pedigree.digests import FileEntry
from pedigree.errors import UnsafePath
from pedigree.listing import Listing


def listed(*paths):
    listing = Listing()
    for path in paths:
        listing.add(path, 1)
    listing.check()
    return listing


@pytest.mark.parametrize(
    ("clashing", "rule"),
    [
        (["a/b", "a"], "also a folder"),
        (["A/b", "a"], "also a folder"),
        (["Read.me", "READ.ME"], "letter case"),
        (["straße", "STRASSE"], "letter case"),
        (["x/a", "a/b/c", "x/b", "a"], "also a folder"),
    ],
)
def test_paths_that_cannot_lie_side_by_side_everywhere_are_refused(clashing, rule):
    with pytest.raises(UnsafePath, match=rule):
        listed(*clashing)
    listed("a", "a.b", "b/a", "b/c").close()


def test_files_come_in_the_order_of_their_bytes_whatever_the_window():
    paths = ["z", "a/b", "a.b", "B", "ä", "\U0001f600", "\uffee", "a!"]
    with listed(*paths) as listing:
        expected = sorted(paths, key=str.encode)
        assert [row.path for row in listing.rows()] == expected
        for most in (1, 3, 100):
            assert [row.path for window in listing.windows(most=most) for row in window] == expected


def test_the_digest_is_that_of_the_manifest():
    entries = [FileEntry(path, hashlib.sha256(path.encode()).digest(), len(path)) for path in ("b", "a/x", "a.x")]
    with Listing() as listing:
        for entry in entries:
            listing.add(entry.path, 99)
        listing.hashed(entries)
        assert listing.manifest_digest() == digests.of_manifest(entries)
        assert listing.size == sum(entry.size for entry in entries)
        assert listing.find("a/x") == entries[1]
        assert listing.find("a") is None


def test_of_files_with_the_same_bytes_one_is_moved():
    with Listing() as listing:
        for path, content in (("a", b"1"), ("b", b"1"), ("c", b"2"), ("d", b"1")):
            listing.add(path, 10, digest=hashlib.sha256(content).digest())
        listing.want(row for row in listing.rows() if row.path != "a")
        assert [row.path for row in listing.rows("wanted and first")] == ["b", "c"]
        assert listing.twins(hashlib.sha256(b"1").digest()) == ["d"]
        assert listing.sum("wanted") == (3, 30)
