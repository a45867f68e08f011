package dev.pedigree.artifact.part;

import com.google.protobuf.ByteString;
import dev.pedigree.artifact.blob.Blob;
import dev.pedigree.artifact.blob.Container;
import dev.pedigree.artifact.blob.Parallel;
import dev.pedigree.chassis.db.Database;
import dev.pedigree.chassis.fault.Corrupt;
import dev.pedigree.chassis.store.ObjectStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Blobs that are several objects, as those see them who read.
public final class LargeBlobs {
    private final Database database;
    private final ObjectStore objects;
    private final PartReader reader;
    private final int width;
    private final PartTable table = new PartTable();

    /// @param width how many objects are asked for at once
    public LargeBlobs(Database database, ObjectStore objects, PartReader reader, int width) {
        this.database = database;
        this.objects = objects;
        this.reader = reader;
        this.width = width;
    }

    /// Whether a blob is one of these.
    public static boolean isLarge(Blob blob) {
        return blob.location().container().kind() == Container.Kind.PARTS;
    }

    public static Cut cut(Blob blob) {
        return new Cut(blob.size(), blob.location().container().partSize().orElseThrow());
    }

    /// The parts that hold the bytes from `from` to before `to`, in their order.
    public List<Part> parts(Blob blob, long from, long to) {
        if (blob.damaged()) {
            throw corrupt(blob);
        }
        Cut cut = cut(blob);
        int first = cut.holding(from);
        int last = cut.holding(to - 1);
        List<Part> parts = database.read(sql -> table.find(sql, blob.location().key(), first, last));
        if (parts.size() != last - first + 1) {
            throw corrupt(blob);
        }
        return parts;
    }

    /// Hands over the bytes from `from` to before `to`, a part or what is wanted of it at a time. Each part is found
    /// right before a byte of it is handed over; CONTENT_CORRUPT if one is not.
    public void read(Blob blob, long from, long to, Consumer<ByteString> sink) {
        Cut cut = cut(blob);
        List<Part> parts = parts(blob, from, to);
        int[] number = {parts.getFirst().number()};
        try {
            reader.read(cut, blob.location().key(), parts, bytes -> {
                long offset = cut.offset(number[0]++);
                sink.accept(
                        bytes.substring((int) Math.max(0, from - offset), (int) Math.min(bytes.size(), to - offset)));
            });
        } catch (DamagedPart damaged) {
            throw (Corrupt) corrupt(blob).causedBy(damaged);
        }
    }

    /// Whether the object store has every part in its size.
    public boolean isThere(Blob blob) {
        Cut cut = cut(blob);
        AtomicBoolean there = new AtomicBoolean(true);
        Parallel.forEach(width, parts(blob, 0, blob.size()), part -> {
            String key = part.key(blob.location().key());
            if (objects.head(key)
                    .filter(found -> found.size() == cut.length(part.number()))
                    .isEmpty()) {
                there.set(false);
            }
        });
        return there.get();
    }

    /// Reads a blob, and says whether it is what it was.
    public boolean isSound(Blob blob) {
        try {
            read(blob, 0, blob.size(), _ -> {});
            return true;
        } catch (Corrupt _) {
            return false;
        }
    }

    private static Corrupt corrupt(Blob blob) {
        return new Corrupt(blob.digest().toString());
    }
}
