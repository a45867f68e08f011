package dev.pedigree.chassis.store;

import dev.pedigree.chassis.fault.Unavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/// The bytes of an object as they come. A connection that breaks on the way is the store not answering.
///
/// Closing it early gives the connection up: draining what nobody wants could take longer than a new one.
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<?> response;
    private boolean drained;

    S3Stream(ResponseInputStream<?> response) {
        super(response);
        this.response = response;
    }

    @Override
    public int read() {
        return noted(super::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return noted(() -> super.read(target, offset, length));
    }

    private int noted(Reading reading) {
        try {
            int count = reading.read();
            drained = count < 0;
            return count;
        } catch (SdkException failure) {
            throw S3Failures.translate(failure);
        } catch (IOException failure) {
            throw Unavailable.dependency("s3").causedBy(failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (drained) {
            super.close();
        } else {
            response.abort();
        }
    }

    /// One read of the response.
    @FunctionalInterface
    private interface Reading {
        int read() throws IOException;
    }
}
