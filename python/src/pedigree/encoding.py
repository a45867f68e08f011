"""How blobs travel: as they are, or compressed where that pays."""

import zstandard

from pedigree import digests, errors
from pedigree.v1 import BLOB_ENCODING_UNSPECIFIED, BLOB_ENCODING_ZSTD, BlobDownload, BlobUpload

# Of what a client of this package can decode.
ACCEPTED = [BLOB_ENCODING_ZSTD]

_LEVEL = 1
_SMALLEST = 512
_SAMPLE = 4 << 10
# What is sent compressed is at least an eighth smaller; a sample says whether it is worth trying.
_GAIN = 7 / 8


def encoded(digest: bytes, data: bytes, encodings) -> BlobUpload:
    """A blob as it is sent to a server that takes these encodings."""
    if BLOB_ENCODING_ZSTD in encodings and len(data) >= _SMALLEST:
        compressor = zstandard.ZstdCompressor(_LEVEL)
        sample = data[:_SAMPLE]
        if len(compressor.compress(sample)) < _GAIN * len(sample):
            compressed = compressor.compress(data)
            if len(compressed) < _GAIN * len(data):
                return BlobUpload(digest=digest, data=compressed, encoding=BLOB_ENCODING_ZSTD, size=len(data))
    return BlobUpload(digest=digest, data=data)


def decoded(blob: BlobDownload, size: int) -> bytes:
    """The bytes of a blob of so many; never more of them are made."""
    if blob.encoding == BLOB_ENCODING_UNSPECIFIED:
        return blob.data
    if blob.encoding != BLOB_ENCODING_ZSTD:
        raise _undecodable(blob)
    try:
        if zstandard.frame_content_size(blob.data) > size:
            raise _undecodable(blob)
        return zstandard.ZstdDecompressor().decompress(blob.data, max_output_size=size)
    except zstandard.ZstdError:
        raise _undecodable(blob) from None


def _undecodable(blob: BlobDownload) -> errors.PedigreeError:
    return errors.corrupt("a blob arrived in a form that gives other bytes than its own", digests.text(blob.digest))
