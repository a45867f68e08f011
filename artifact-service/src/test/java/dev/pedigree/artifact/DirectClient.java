package dev.pedigree.artifact;

import static dev.pedigree.artifact.Client.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.PartDigest;
import dev.pedigree.v1.SignUploadPartsResponse;
import dev.pedigree.v1.SignedRequest;
import dev.pedigree.v1.UploadState;
import dev.pedigree.v1.UploadStatus;
import io.grpc.StatusException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that puts parts into the object store by itself.
record DirectClient(Client client, int partSize, HttpClient http) {
    private static final Duration SOON = Duration.ofSeconds(30);

    DirectClient(Client client, int partSize) {
        this(client, partSize, HttpClient.newHttpClient());
    }

    SignUploadPartsResponse sign(ByteString whole) throws StatusException {
        return client.signParts(whole, parts(whole));
    }

    /// Puts all parts.
    void putAll(ByteString whole) throws Exception {
        List<SignedRequest> puts = sign(whole).getRequestsList();
        for (int number = 1; number <= puts.size(); number++) {
            assertThat(put(puts.get(number - 1), part(whole, number))).isEqualTo(200);
        }
    }

    ByteString part(ByteString whole, int number) {
        return whole.substring((number - 1) * partSize, Math.min(whole.size(), number * partSize));
    }

    List<PartDigest> parts(ByteString whole) {
        List<PartDigest> parts = new ArrayList<>();
        for (int number = 1; (number - 1) * partSize < whole.size(); number++) {
            parts.add(PartDigest.newBuilder()
                    .setNumber(number)
                    .setDigest(digest(part(whole, number)))
                    .build());
        }
        return parts;
    }

    /// The status of the answer; 0 if the connection broke before there was one.
    int put(SignedRequest signed, ByteString bytes) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(signed.getUrl()))
                .PUT(BodyPublishers.ofByteArray(bytes.toByteArray()));
        signed.getHeadersMap().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("content-length")) { // this client sets it by itself
                request.header(name, value);
            }
        });
        AtomicInteger status = new AtomicInteger();
        try {
            http.send(request.build(), answer -> {
                status.set(answer.statusCode());
                return BodySubscribers.discarding();
            });
        } catch (IOException _) {
            // a store may break the connection on bytes that it refuses, before or after it says so
        }
        return status.get();
    }

    static String base64(ByteString digest) {
        return Base64.getEncoder().encodeToString(digest.toByteArray());
    }

    /// Waits until its upload has come so far.
    UploadStatus await(ByteString blob, UploadState state) throws Exception {
        return await(digest(blob), blob.size(), state);
    }

    UploadStatus await(ByteString digest, long size, UploadState state) throws Exception {
        Instant end = Instant.now().plus(SOON);
        UploadStatus status = client.query(digest, size);
        while (status.getState() != state) {
            assertThat(Instant.now()).as(status.toString()).isBefore(end);
            Thread.sleep(20);
            status = client.query(digest, size);
        }
        return status;
    }
}
