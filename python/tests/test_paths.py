"""The same samples as the server's own tests of its paths."""

import pytest

from pedigree import paths
from pedigree.errors import UnsafePath

GOOD = [
    "a",
    ".gitignore",
    "images/0001.png",
    "a b/c d.txt",
    "...a",
    "Bücher/日本語/😀.txt",
    "console/com10.txt",
    "2026-01-01T00:00:00.csv",
    "a=1/b=2/part-0.parquet",
    "a" * 255,
    "abc/" * 255 + "abcd",
]

BAD = [
    ("", "it is empty"),
    ("/etc/passwd", "paths are relative"),
    ("a//b", "an empty segment"),
    ("a/", "an empty segment"),
    (".", "the segment '.'"),
    ("a/./b", "the segment '.'"),
    ("../a", "the segment '..'"),
    ("a/..", "the segment '..'"),
    ("a\\b", "a backslash"),
    ("..\\..\\a", "a backslash"),
    ("a\0b", "a control character"),
    ("a\nb", "a control character"),
    ("a\u0085b", "a control character"),
    ("C:/a", "a drive letter"),
    ("a/c:b", "a drive letter"),
    ("a./b", "a dot or a space"),
    ("a /b", "a dot or a space"),
    ("a/b...", "a dot or a space"),
    ("con", "a Windows device"),
    ("a/NUL.txt", "a Windows device"),
    ("Com1.tar.gz", "a Windows device"),
    ("lpt\u00b2", "a Windows device"),
    ("aux .py", "a Windows device"),
    ("cafe\u0301", "normalization form NFC"),
    ("\ud800", "half a surrogate pair"),
    ("é" * 128, "a segment is longer than 255 bytes"),
    ("a/" * 512 + "a", "longer than 1024 bytes"),
    (f"{paths.PARTIAL}/x", "unfinished downloads"),
]


@pytest.mark.parametrize("path", GOOD)
def test_ordinary_paths_are_good(path):
    assert paths.check_one(path) == path


@pytest.mark.parametrize(("path", "rule"), BAD)
def test_a_bad_path_is_refused_with_the_rule_it_breaks(path, rule):
    with pytest.raises(UnsafePath, match=rule.replace(".", r"\.")):
        paths.check_one(path)


def test_every_broken_rule_is_named_at_once():
    with pytest.raises(UnsafePath) as caught:
        paths.check_one("/../con\\a.")
    assert str(caught.value).count(";") >= 3


def test_there_is_one_spelling_of_a_name():
    assert paths.canonical("cafe\u0301") == "caf\u00e9"
