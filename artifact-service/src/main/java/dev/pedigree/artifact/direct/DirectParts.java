package dev.pedigree.artifact.direct;

import dev.pedigree.artifact.part.Cut;
import dev.pedigree.artifact.part.Part;
import dev.pedigree.chassis.fault.Invalid;
import java.util.List;

/// What requests about parts have in common.
final class DirectParts {
    private DirectParts() {}

    static void check(Cut cut, List<Part> parts) {
        for (Part part : parts) {
            if (part.number() < 1 || part.number() > cut.count()) {
                throw new Invalid(
                        "parts",
                        "there is no part %d: the blob has %d parts of %d bytes"
                                .formatted(part.number(), cut.count(), cut.partSize()));
            }
        }
    }
}
