package dev.pedigree.bench.artifacts;

import dev.pedigree.v1.SignedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/// Sends requests that somebody else signed. The addresses are secrets and stay out of messages.
final class SignedRequests {
    private static final int OK = 200;

    /// Small enough to be hashed while it is near the processor.
    private static final int BUFFER = 128 << 10;

    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int offset, int length);
    }

    private SignedRequests() {}

    static void put(SignedRequest signed, byte[] body) throws IOException {
        HttpURLConnection connection = open(signed.getUrl());
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        signed.getHeadersMap().forEach(connection::setRequestProperty); // length and host it sends by itself
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        check(connection);
        connection.getInputStream().close(); // read to its end, so that the connection can serve again
    }

    /// Gives the bytes to `sink` as they come, some at a time, in an array that is used again. Answers how many came.
    static long get(String url, Sink sink) throws IOException {
        HttpURLConnection connection = open(url);
        check(connection);
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream in = connection.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sink.take(buffer, 0, count);
                length += count;
            }
        }
        return length;
    }

    private static HttpURLConnection open(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
    }

    private static void check(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status != OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("S3 answered " + status);
        }
    }
}
