package dev.pedigree.registry.name;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.v1.ErrorReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list (AIP-158): how much was asked for, and where it begins.
///
/// A page token is the key of the last row, sealed together with everything else in the request, so that a token
/// that is damaged or belongs to another list is refused instead of answering something else.
public final class Page {
    private static final int DEFAULT_SIZE = 100;
    private static final int MAXIMUM_SIZE = 1000;
    private static final int SEAL = 8;

    private final Message question;
    private final int size;
    private final Optional<List<String>> after;

    private Page(Message question, int size, String token) {
        this.question = question;
        this.size = size;
        this.after = token.isEmpty() ? Optional.empty() : Optional.of(open(token));
    }

    /// @param request has the fields `page_size` and `page_token`
    public static Page of(Message request) {
        FieldDescriptor size = field(request, "page_size");
        FieldDescriptor token = field(request, "page_token");
        int asked = (int) request.getField(size);
        return new Page(
                request.toBuilder().clearField(size).clearField(token).build(),
                asked == 0 ? DEFAULT_SIZE : Math.min(asked, MAXIMUM_SIZE),
                (String) request.getField(token));
    }

    /// Fetch one row more than a page has: it says whether there is a next one.
    public int limit() {
        return size + 1;
    }

    /// The key after which the page begins; empty: at the beginning.
    public Optional<List<String>> after() {
        return after;
    }

    /// The same for lists whose key is one number.
    public Optional<Long> afterNumber() {
        return after.map(key -> {
            try {
                return Long.valueOf(key.getFirst());
            } catch (NumberFormatException _) {
                throw invalid();
            }
        });
    }

    /// The rows that belong to this page.
    public <T> List<T> cut(List<T> rows) {
        return rows.size() > size ? rows.subList(0, size) : rows;
    }

    /// The token of the next page; empty when there is none.
    ///
    /// @param rows as fetched, up to `limit`
    public <T> String next(List<T> rows, Function<T, List<String>> key) {
        return rows.size() > size ? seal(key.apply(rows.get(size - 1))) : "";
    }

    private String seal(List<String> key) {
        byte[] content = String.join("\n", key).getBytes(StandardCharsets.UTF_8);
        byte[] token = ByteBuffer.allocate(SEAL + content.length)
                .put(sealOf(content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private List<String> open(String token) {
        byte[] bytes = decode(token);
        byte[] content = Arrays.copyOfRange(bytes, SEAL, bytes.length);
        if (!Arrays.equals(sealOf(content), Arrays.copyOf(bytes, SEAL))) {
            throw invalid();
        }
        return new ArrayList<>(List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
    }

    private byte[] decode(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length > SEAL) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // not even base64url
        }
        throw invalid();
    }

    private byte[] sealOf(byte[] content) {
        MessageDigest digest = Digest.sha256();
        digest.update(question.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
        digest.update(Digest.sha256().digest(Deterministic.bytes(question)));
        return Arrays.copyOf(digest.digest(content), SEAL);
    }

    private static Invalid invalid() {
        return new Invalid(
                ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID,
                "the page token is damaged or belongs to another request",
                Map.of());
    }

    private static FieldDescriptor field(Message request, String name) {
        return Objects.requireNonNull(request.getDescriptorForType().findFieldByName(name), name);
    }
}
