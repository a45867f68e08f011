package dev.pedigree.artifact.rebuild;

import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parts of one upload of a large blob, in the order of their numbers, as they were found in the bucket.
final class FoundUpload {
    private final ObjectKey.LargePart first;
    private final List<Part> parts = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    FoundUpload(ObjectKey.LargePart first) {
        this.first = first;
    }

    boolean isOf(ObjectKey.LargePart key) {
        return first.prefix().equals(key.prefix());
    }

    void add(ObjectKey.LargePart key, StoredObject object) {
        parts.add(key.part());
        sizes.add(object.size());
    }

    ObjectKey.LargePart key() {
        return first;
    }

    List<Part> parts() {
        return parts;
    }

    /// How the blob is cut, if these may be all its parts: none is missing between them and all but the last are
    /// of one size.
    Optional<Cut> cut() {
        long total = sizes.stream().mapToLong(Long::longValue).sum();
        long size = sizes.getFirst();
        if (total == 0 || size > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Cut cut = new Cut(total, (int) size);
        if (cut.count() != parts.size()) {
            return Optional.empty();
        }
        for (int index = 0; index < parts.size(); index++) {
            if (parts.get(index).number() != index + 1 || sizes.get(index) != cut.length(index + 1)) {
                return Optional.empty();
            }
        }
        return Optional.of(cut);
    }
}
