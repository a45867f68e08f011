package dev.pedigree.standalone;

import java.net.URI;

/// An S3 server, and what it takes to use one bucket of it.
public record S3Server(URI endpoint, String bucket, String accessKey, String secretKey) {
    /// The secret stays out of logs.
    @Override
    public String toString() {
        return bucket + " at " + endpoint;
    }
}
