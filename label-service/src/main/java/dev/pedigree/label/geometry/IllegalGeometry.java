package dev.pedigree.label.geometry;

import java.io.Serial;

/// Why an annotation cannot be drawn like this, for whoever sent it.
public final class IllegalGeometry extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    IllegalGeometry(String why) {
        super(why, null, false, false);
    }
}
