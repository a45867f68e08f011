package dev.pedigree.chassis.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The bytes of an object as they come. A connection that breaks on the way is the store not answering, as is one that
/// brings so little at a time that all of them would take too long.
///
/// Closing it early gives the connection up: draining what nobody wants could take longer than a new one. Whoever has
/// read all bytes need not ask for the end as well.
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private final S3Passage passage;
    private long left;
    private long nanosLeft;

    /// @param limit how long may be waited for all of it; what the reader does in between does not count
    S3Stream(ResponseInputStream<GetObjectResponse> response, S3Passage passage, Duration limit) {
        super(response);
        this.response = response;
        this.passage = passage;
        this.left = response.response().contentLength();
        this.nanosLeft = limit.toNanos();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            long began = System.nanoTime();
            int count = super.read(target, offset, length);
            left = count < 0 ? 0 : left - count;
            spend(System.nanoTime() - began);
            return count;
        } catch (SdkException | IOException failure) {
            passage.failed(failure);
            throw S3Failures.translate(failure);
        }
    }

    private void spend(long nanos) throws IOException {
        nanosLeft -= nanos;
        if (nanosLeft < 0 && left > 0) {
            throw new IOException("the object comes too slowly, %d bytes are still to come".formatted(left));
        }
    }

    @Override
    public void close() throws IOException {
        try (passage) {
            if (left == 0) {
                passage.succeeded();
                super.close();
            } else {
                response.abort();
            }
        }
    }
}
