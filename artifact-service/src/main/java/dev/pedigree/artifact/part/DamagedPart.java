package dev.pedigree.artifact.part;

/// A part in the object store that is gone, cut short, or not what it was.
public final class DamagedPart extends RuntimeException {
    private final transient Part part;

    DamagedPart(Part part) {
        super("%s is damaged".formatted(part));
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
