package dev.pedigree.testkit.fault;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One connection of a client, and the one to S3 that belongs to it.
final class FaultyConnection implements AutoCloseable {
    /// Between two bytes of an answer that trickles.
    private static final Duration DROP = Duration.ofMillis(100);

    private final FaultProxy proxy;
    private final Socket client;
    private final CountDownLatch letGo = new CountDownLatch(1);
    private Optional<Socket> s3 = Optional.empty();

    FaultyConnection(FaultProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    /// Until one side has enough of the other.
    void serve() {
        try (Socket upstream = proxy.connect()) {
            s3 = Optional.of(upstream);
            InputStream fromClient = new BufferedInputStream(client.getInputStream(), 64 << 10);
            InputStream fromS3 = new BufferedInputStream(upstream.getInputStream(), 64 << 10);
            boolean open = true;
            while (open) {
                Optional<HttpHead> head = HttpHead.read(fromClient);
                open = head.isPresent() && serve(head.get(), fromClient, fromS3, upstream.getOutputStream());
            }
        } catch (IOException _) {
            // one side is gone, and so is the other now
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the connection is still good.
    private boolean serve(HttpHead head, InputStream fromClient, InputStream fromS3, OutputStream toS3)
            throws IOException, InterruptedException {
        S3Request request = S3Request.of(head);
        if (head.isChunked()) {
            throw new IllegalStateException("only bodies of a known length are passed on");
        }
        Optional<S3Fault> fault = proxy.arrived(request);
        OutputStream toClient = client.getOutputStream();
        if (head.header("expect").isPresent()) {
            new HttpHead("HTTP/1.1 100 Continue", List.of()).write(toClient);
        }
        if (fault.isPresent() && stops(fault.get(), head, request, fromClient, toClient)) {
            return fault.get() instanceof S3Fault.Answer;
        }
        head.without("expect").write(toS3);
        if (fault.filter(S3Fault.DamageRequest.class::isInstance).isPresent()) {
            HttpBody.damage(fromClient, toS3, head.contentLength());
        } else {
            HttpBody.copy(fromClient, toS3, head.contentLength());
        }
        HttpHead answer = HttpHead.read(fromS3).orElseThrow(EOFException::new);
        return answer(answer, request, fault, fromS3, toClient);
    }

    /// Whether the fault kept the request from S3.
    private boolean stops(
            S3Fault fault, HttpHead head, S3Request request, InputStream fromClient, OutputStream toClient)
            throws IOException, InterruptedException {
        switch (fault) {
            case S3Fault.Answer(int status, String code) -> {
                HttpBody.skip(fromClient, head.contentLength());
                refuse(status, code, request, toClient);
            }
            case S3Fault.Hang _ -> {
                HttpBody.skip(fromClient, head.contentLength());
                letGo.await();
            }
            case S3Fault.Reset _ -> reset();
            case S3Fault.DropAnswer _,
                    S3Fault.CutAnswer _,
                    S3Fault.Trickle _,
                    S3Fault.DamageAnswer _,
                    S3Fault.DamageRequest _ -> {
                return false;
            }
        }
        return true;
    }

    private static void refuse(int status, String code, S3Request request, OutputStream toClient) throws IOException {
        byte[] body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code></Error>"
                .formatted(code)
                .getBytes(StandardCharsets.UTF_8);
        HttpHead answer = new HttpHead(
                "HTTP/1.1 %d %s".formatted(status, code),
                List.of("Content-Type: application/xml", "Content-Length: " + body.length));
        answer.write(toClient);
        if (answer.hasBody(request)) {
            toClient.write(body);
            toClient.flush();
        }
    }

    private boolean answer(
            HttpHead answer, S3Request request, Optional<S3Fault> fault, InputStream fromS3, OutputStream toClient)
            throws IOException, InterruptedException {
        if (fault.filter(S3Fault.DropAnswer.class::isInstance).isPresent()) {
            reset();
            return false;
        }
        answer.write(toClient);
        if (!answer.hasBody(request)) {
            return true;
        }
        if (answer.isChunked()) {
            HttpBody.copyChunks(fromS3, toClient);
        } else if (fault.filter(S3Fault.CutAnswer.class::isInstance).isPresent()) {
            HttpBody.copy(fromS3, toClient, answer.contentLength() / 2);
            return false;
        } else if (fault.filter(S3Fault.Trickle.class::isInstance).isPresent()) {
            trickle(fromS3, toClient, answer.contentLength());
        } else if (fault.filter(S3Fault.DamageAnswer.class::isInstance).isPresent()) {
            HttpBody.damage(fromS3, toClient, answer.contentLength());
        } else {
            HttpBody.copy(fromS3, toClient, answer.contentLength());
        }
        return true;
    }

    private void trickle(InputStream fromS3, OutputStream toClient, long length)
            throws IOException, InterruptedException {
        long left = length;
        while (left > 0 && !letGo.await(DROP.toMillis(), TimeUnit.MILLISECONDS)) {
            HttpBody.copy(fromS3, toClient, 1);
            left--;
        }
        HttpBody.copy(fromS3, toClient, left);
    }

    void letGo() {
        letGo.countDown();
    }

    private void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    @Override
    public void close() {
        letGo();
        try {
            client.close();
            if (s3.isPresent()) {
                s3.get().close();
            }
        } catch (IOException _) {
            // so it was closed already
        }
    }
}
