package dev.pedigree.lifecycle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: the identity of bytes. Written `sha256:` and 64 lower-case hexadecimal digits.
public final class Digest implements Comparable<Digest> {

    public static final int LENGTH = 32;

    private static final String PREFIX = "sha256:";
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads `sha256:<64 hex>`; upper case is refused, so that equal digests are equal texts.
    public static Digest parse(String text) {
        if (!isDigest(text)) {
            throw new InvalidName("%s is not a digest: write sha256: and 64 lower-case hexadecimal digits"
                    .formatted(InvalidName.quote(text)));
        }
        return new Digest(HEX.parseHex(text, PREFIX.length(), text.length()));
    }

    /// Wraps the 32 bytes of a digest computed elsewhere.
    public static Digest of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new InvalidName("a SHA-256 digest has %d bytes, not %d".formatted(LENGTH, bytes.length));
        }
        return new Digest(bytes.clone());
    }

    /// The digest of `content`.
    public static Digest ofContent(byte[] content) {
        return new Digest(sha256().digest(content));
    }

    /// A fresh SHA-256, which every Java platform has.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean isDigest(String text) {
        return text.length() == PREFIX.length() + 2 * LENGTH
                && text.startsWith(PREFIX)
                && text.chars().skip(PREFIX.length()).allMatch(Digest::isLowerHex);
    }

    private static boolean isLowerHex(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// The 64 digits without the prefix.
    public String hex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + hex();
    }
}
