package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.limit.Limits;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.v1.UploadBlobRequest;
import java.util.Iterator;

/// The bytes in the messages of an upload: what the first one holds, then what follows.
final class Chunks implements Iterator<ByteString> {
    private final Iterator<UploadBlobRequest> rest;
    private final int most;
    private ByteString next;

    Chunks(UploadBlobRequest first, Iterator<UploadBlobRequest> rest, int most) {
        this.rest = rest;
        this.most = most;
        this.next = checked(first.getData());
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && rest.hasNext()) {
            next = data(rest.next());
        }
        return !next.isEmpty();
    }

    @Override
    public ByteString next() {
        if (!hasNext()) {
            throw new java.util.NoSuchElementException();
        }
        ByteString chunk = next;
        next = ByteString.EMPTY;
        return chunk;
    }

    /// Who may send was decided by the first message, so no later one may say something else.
    private ByteString data(UploadBlobRequest message) {
        if (!message.getParent().isEmpty() || message.hasSpec()) {
            throw new Invalid("parent", "parent and spec belong in the first message only");
        }
        return checked(message.getData());
    }

    private ByteString checked(ByteString data) {
        Limits.check("bytes in one message", data.size(), most);
        return data;
    }
}
