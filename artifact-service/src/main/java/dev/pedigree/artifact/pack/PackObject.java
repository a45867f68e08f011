package dev.pedigree.artifact.pack;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Hasher;
import dev.pedigree.artifact.blob.Location;
import dev.pedigree.artifact.blob.Project;
import dev.pedigree.chassis.store.Content;
import dev.pedigree.chassis.store.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Blobs as one object: their bytes one after the other, then the footer.
///
/// @param bytes those of the items, not copies
public record PackObject(Container container, List<Blob> blobs, ByteString bytes) {
    public static PackObject of(Project project, List<PackItem> items) {
        List<ByteString> pieces = new ArrayList<>(items.size() + 1);
        List<PackFooter.Entry> entries = new ArrayList<>(items.size());
        long offset = 0;
        for (PackItem item : items) {
            int length = item.stored().size();
            entries.add(new PackFooter.Entry(item.digest(), offset, length, item.size(), item.encoding()));
            pieces.add(item.stored());
            offset += length;
        }
        pieces.add(UnsafeByteOperations.unsafeWrap(PackFooter.write(offset, entries)));
        ByteString bytes = ByteString.copyFrom(pieces);
        String key = "%s/packs/%s".formatted(project.name(), UUID.randomUUID());
        Container container = new Container(key, Container.Kind.PACK, bytes.size());
        return new PackObject(container, blobs(container, entries), bytes);
    }

    /// The blobs of a pack by its footer.
    static List<Blob> blobs(Container container, List<PackFooter.Entry> entries) {
        return entries.stream()
                .map(entry -> new Blob(
                        entry.digest(),
                        entry.size(),
                        new Location(container, entry.offset(), entry.length(), entry.encoding())))
                .toList();
    }

    public Content content() {
        return Content.of(bytes, new Sha256(Hasher.hash(bytes).bytes()));
    }
}
