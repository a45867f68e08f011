package dev.pedigree.label.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages files at random: as transfers do, and as somebody would who means it.
public final class Damage {
    private static final int TRAILER = 8;

    /// Counts and lengths that readers of Parquet stumble over, as they are written there.
    private static final List<byte[]> NUMBERS = List.of(
            new byte[] {0},
            new byte[] {-1},
            new byte[] {-1, -1, -1, -1},
            new byte[] {-1, -1, -1, 127},
            new byte[] {0, 0, 0, -128},
            new byte[] {-2, -1, -1, -1, 15},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1});

    private static final List<String> WORDS = List.of(
            "\"",
            "\"\"",
            ",",
            "\n",
            "\r",
            "\r\n",
            "\0",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            "'",
            ";",
            "null",
            "NaN",
            "1e999",
            "\\u0000",
            "\\ud800",
            "\uFEFF",
            "{\"a\":".repeat(2_000),
            "[".repeat(5_000),
            "a".repeat(100_000),
            "\"attributes\": {}, ");

    private final Random random;

    public Damage(Random random) {
        this.random = random;
    }

    public byte[] binary(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes = random.nextInt(8) == 0 ? either(bytes) : overwritten(bytes);
        }
        return bytes;
    }

    public byte[] text(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = random.nextInt(3) == 0 ? either(bytes) : inserted(bytes);
        }
        return bytes;
    }

    private byte[] either(byte[] bytes) {
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> {
                int from = random.nextInt(bytes.length + 1);
                yield join(
                        Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, random.nextInt(from + 1), bytes.length));
            }
            default -> overwritten(bytes);
        };
    }

    /// Mostly in the footer, which says how the rest is to be read, and not in what finds the footer.
    private byte[] overwritten(byte[] bytes) {
        if (bytes.length <= TRAILER) {
            return bytes;
        }
        int end = bytes.length - TRAILER;
        int at = random.nextBoolean() ? end - 1 - random.nextInt(Math.min(end, 600)) : random.nextInt(end);
        byte[] number = random.nextBoolean()
                ? new byte[] {(byte) random.nextInt()}
                : NUMBERS.get(random.nextInt(NUMBERS.size()));
        System.arraycopy(number, 0, bytes, at, Math.min(number.length, end - at));
        return bytes;
    }

    private byte[] inserted(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        byte[] word = random.nextInt(6) == 0
                ? new byte[] {(byte) random.nextInt()}
                : WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        return join(Arrays.copyOf(bytes, at), word, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
