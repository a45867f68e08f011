package dev.pedigree.bench.artifacts;

import com.google.protobuf.ByteString;
import dev.pedigree.v1.ManifestEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a folder held when it was hashed.
///
/// @param size of every file
record Listing(List<Folder.Entry> entries, int size) {
    /// As the server names the list.
    String digest() {
        MessageDigest sha256 = Sha256.start();
        byte[] digest = new byte[Sha256.LENGTH];
        StringBuilder line = new StringBuilder();
        for (Folder.Entry entry : entries) {
            entry.digest().copyTo(digest, 0);
            line.setLength(0);
            line.append(HexFormat.of().formatHex(digest))
                    .append(' ')
                    .append(size)
                    .append(' ');
            line.append(entry.path()).append('\n');
            sha256.update(line.toString().getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    /// The digests of the files, one after the other.
    ByteString digests() {
        ByteString.Output digests = ByteString.newOutput(entries.size() * Sha256.LENGTH);
        byte[] digest = new byte[Sha256.LENGTH];
        for (Folder.Entry entry : entries) {
            entry.digest().copyTo(digest, 0);
            digests.write(digest, 0, digest.length);
        }
        return digests.toByteString();
    }

    /// A path for each digest.
    Map<ByteString, String> paths() {
        return entries.stream().collect(Collectors.toMap(Folder.Entry::digest, Folder.Entry::path, (one, _) -> one));
    }

    List<ManifestEntry> lines(int from, int to) {
        return entries.subList(from, Math.min(to, entries.size())).stream()
                .map(entry -> ManifestEntry.newBuilder()
                        .setPath(entry.path())
                        .setDigest(entry.digest())
                        .setSize(size)
                        .build())
                .toList();
    }
}
