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
        byte[] _ = answer(connection);
    }

    static byte[] get(String url) throws IOException {
        return answer(open(url));
    }

    private static HttpURLConnection open(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
    }

    /// Read to its end, so that the connection can serve again.
    private static byte[] answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status != OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("S3 answered " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            int length = connection.getContentLength();
            return length >= 0 ? in.readNBytes(length) : in.readAllBytes();
        }
    }
}
