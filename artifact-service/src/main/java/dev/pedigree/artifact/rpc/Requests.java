package dev.pedigree.artifact.rpc;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.PackedDigests;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.chassis.identity.Caller;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.name.BlobName;
import dev.pedigree.lifecycle.name.ManifestName;
import dev.pedigree.lifecycle.name.ProjectName;
import java.util.function.Function;

/// Reads names and digests from requests; what cannot be read is FIELDS_INVALID, naming the field.
final class Requests {
    private Requests() {}

    /// Whose upload it is.
    static String caller() {
        return Caller.current().account();
    }

    static ProjectName project(String parent) {
        return parse("parent", parent, ProjectName::parse);
    }

    static BlobName blob(String name) {
        return parse("name", name, BlobName::parse);
    }

    static Digest digest(String field, String digest) {
        return parse(field, digest, Digest::parse);
    }

    static Digest digest(ByteString digest) {
        return parse("digest", digest.toByteArray(), Digest::of);
    }

    static PackedDigests packed(ByteString digests) {
        if (!PackedDigests.isWhole(digests)) {
            throw new Invalid("digests", "is no whole number of digests of %d bytes".formatted(Digest.LENGTH));
        }
        return PackedDigests.of(digests);
    }

    /// Versions are the gateway's to resolve, so here only a manifest has a name.
    static ManifestName manifest(String field, String name) {
        return parse(field, name, ManifestName::parse);
    }

    private static <F, T> T parse(String field, F form, Function<F, T> parser) {
        try {
            return parser.apply(form);
        } catch (InvalidName invalid) {
            throw (Invalid) new Invalid(field, invalid.getMessage()).causedBy(invalid);
        }
    }
}
