package dev.pedigree.registry.record;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A message as RFC 8785 canonical JSON: proto3 JSON (fields that are set, 64-bit integers as strings), keys sorted,
/// one way to write each number and string. Equal messages give equal bytes, in any language, for ever.
public record CanonicalJson(String text) {
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    public static CanonicalJson of(MessageOrBuilder message) {
        try {
            return new CanonicalJson(CanonicalWriter.write(message));
        } catch (InvalidProtocolBufferException | IllegalArgumentException unprintable) {
            throw new Invalid("", "has no JSON form: " + unprintable.getMessage());
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /// Merges what was stored into `builder` and returns it.
    public <B extends Message.Builder> B into(B builder) {
        try {
            PARSER.merge(text, builder);
            return builder;
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException("a stored record cannot be read", damaged);
        }
    }

    /// SHA-256 over the UTF-8 bytes.
    public Digest digest() {
        return Digest.ofContent(text.getBytes(StandardCharsets.UTF_8));
    }
}
