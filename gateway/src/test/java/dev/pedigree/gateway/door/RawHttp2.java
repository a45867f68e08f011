package dev.pedigree.gateway.door;

import dev.pedigree.chassis.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Just enough HTTP/2 to send a request with any `:path`, which no gRPC client would, and to see what comes back.
final class RawHttp2 {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private RawHttp2() {}

    /// Everything that the server sent on the stream until it ended, as text: header blocks undecoded, data as it is.
    static String post(Endpoint.Tcp server, String path, String token, byte[] message) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
            frame(out, SETTINGS, 0, 0, new byte[0]);
            frame(out, HEADERS, END_HEADERS, 1, headers(path, token));
            frame(out, DATA, END_STREAM, 1, prefixed(message));
            out.flush();
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static byte[] headers(String path, String token) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        Map.of(":method", "POST", ":scheme", "http", ":path", path, ":authority", "localhost")
                .forEach((name, value) -> literal(block, name, value));
        literal(block, "content-type", "application/grpc");
        literal(block, "te", "trailers");
        literal(block, "authorization", "Bearer " + token);
        return block.toByteArray();
    }

    /// A literal header field without indexing (RFC 7541, 6.2.2), not compressed.
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] {name, value}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            block.write(bytes.length); // all of ours are shorter than 127
            block.writeBytes(bytes);
        }
    }

    private static byte[] prefixed(byte[] message) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0, 0, 0, 0, (byte) message.length});
        data.writeBytes(message);
        return data.toByteArray();
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(new byte[] {(byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length});
        out.write(new byte[] {(byte) type, (byte) flags, 0, 0, 0, (byte) stream});
        out.write(payload);
    }

    private static String answer(DataInputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (true) {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (stream == 1 && (type == DATA || type == HEADERS)) {
                answer.append(new String(payload, StandardCharsets.ISO_8859_1));
            }
            boolean ended = stream == 1 && (endsStream(type, flags) || type == RST_STREAM);
            if (ended || type == GOAWAY) {
                return answer.toString();
            }
        }
    }

    private static boolean endsStream(int type, int flags) {
        return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
}
