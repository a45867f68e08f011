package dev.pedigree.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first line and the headers of an HTTP/1.1 message.
record HttpHead(String firstLine, List<String> headers) {
    /// Empty when the peer has no more to say.
    static Optional<HttpHead> read(InputStream in) throws IOException {
        Optional<String> first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<String> headers = new ArrayList<>();
        for (String line = nextLine(in); !line.isEmpty(); line = nextLine(in)) {
            headers.add(line);
        }
        return Optional.of(new HttpHead(first.get(), headers));
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> isCalled(header, name))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst();
    }

    HttpHead without(String name) {
        return new HttpHead(
                firstLine,
                headers.stream().filter(header -> !isCalled(header, name)).toList());
    }

    private static boolean isCalled(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    long contentLength() {
        return header("content-length").map(Long::parseLong).orElse(0L);
    }

    boolean isChunked() {
        return header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /// Of an answer: whether it may have a body, given what was asked.
    boolean hasBody(S3Request request) {
        String status = firstLine.split(" ", 3)[1];
        return !request.method().equals("HEAD") && !status.equals("204") && !status.equals("304");
    }

    void write(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(firstLine).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static String nextLine(InputStream in) throws IOException {
        return line(in).orElseThrow(EOFException::new);
    }

    private static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            bytes.write(next);
        }
        return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }
}
