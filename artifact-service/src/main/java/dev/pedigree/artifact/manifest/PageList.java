package dev.pedigree.artifact.manifest;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.lifecycle.Digest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which pages make a manifest, as an object in the bucket: 64 hexadecimal digits and a line feed for each. It is
/// written before the manifest's rows, which can be made again from it, and read for nothing else.
final class PageList {
    private PageList() {}

    /// Named after the manifest, and never the name of an object that was there before.
    static String key(Project project, Digest manifest) {
        return "%s/manifests/%s/%s".formatted(project.name(), manifest.hex(), UUID.randomUUID());
    }

    static Content write(List<PageReference> pages) {
        return Content.of(ByteString.copyFromUtf8(
                pages.stream().map(page -> page.digest().hex() + "\n").collect(Collectors.joining())));
    }

    /// @throws IllegalArgumentException if it is no such list
    static List<Digest> read(ByteString list) {
        return list.toStringUtf8()
                .lines()
                .map(line -> Digest.of(HexFormat.of().parseHex(line)))
                .toList();
    }
}
