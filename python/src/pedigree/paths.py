"""What a path in a manifest must not be: the rules of the server, held here too. `listing` holds those about several.

Push finds a bad path before anything is sent. Pull trusts nobody: a manifest comes from elsewhere, and no file is
written before all its paths have passed.
"""

import re
import unicodedata
from collections.abc import Iterator

from pedigree.errors import UnsafePath

# Where files are while they are fetched; left behind by a pull that was killed, removed by the next.
PARTIAL = ".pedigree-partial"

_LONGEST_PATH = 1024
_LONGEST_SEGMENT = 255
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Device names of Windows, which it also sees in `con.txt` and `CON .txt`.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9\u00b9\u00b2\u00b3]) *(\..*)?", re.I | re.S)


def check_one(path: str) -> str:
    """Returns the path, or refuses it with every rule that it breaks."""
    faults = list(dict.fromkeys(_faults(path)))
    if faults:
        raise UnsafePath(f"path {path!r}: {'; '.join(faults)}")
    return path


def canonical(path: str) -> str:
    """The one spelling of a path: the same letters can be written in several ways, and some systems list another."""
    return unicodedata.normalize("NFC", path)


def _faults(path: str) -> Iterator[str]:
    if not path:
        yield "it is empty"
        return
    if path.startswith("/"):
        yield "it begins with '/', but paths are relative"
    if "\\" in path:
        yield "it holds a backslash; separate folders with '/'"
    if _CONTROL.search(path):
        yield "it holds a control character"
    if _SURROGATE.search(path):
        yield "it holds half a surrogate pair, which UTF-8 cannot write"
    elif not unicodedata.is_normalized("NFC", path):
        yield "it is not in Unicode normalization form NFC"
    if _size(path) > _LONGEST_PATH:
        yield f"it is longer than {_LONGEST_PATH} bytes"
    for segment in path.split("/"):
        yield from _segment_faults(segment)
    if path.split("/")[0] == PARTIAL:
        yield "it lies in the folder of unfinished downloads"


def _segment_faults(segment: str) -> Iterator[str]:
    if not segment:
        yield "it has an empty segment"
    elif segment in (".", ".."):
        yield f"it has the segment '{segment}'"
    elif segment.endswith((".", " ")):
        yield "a segment ends with a dot or a space, which Windows drops"
    if _DRIVE.match(segment):
        yield "a segment begins with a drive letter"
    if _DEVICE.fullmatch(segment):
        yield "a segment is the name of a Windows device"
    if _size(segment) > _LONGEST_SEGMENT:
        yield f"a segment is longer than {_LONGEST_SEGMENT} bytes"


def folders(path: str) -> Iterator[str]:
    """The folders that a path goes through, the innermost first."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def fold(path: str) -> str:
    """What two paths share that some systems take for one.

    Upper case first, so that letters which share an upper case (such as the two small sigmas) become one.
    """
    return unicodedata.normalize("NFC", path.upper().lower().upper().lower())


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
