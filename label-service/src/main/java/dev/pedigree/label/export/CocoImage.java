package dev.pedigree.label.export;

import dev.pedigree.label.geometry.Geometry.Frame;
import java.util.Optional;

/// A picture, as its annotations speak of it.
///
/// @param path that the first label with one states
/// @param frame that those which state one agree on; empty also where they do not
record CocoImage(String sample, Optional<String> path, Optional<Frame> frame, boolean contradicted) {
    static CocoImage of(String sample) {
        return new CocoImage(sample, Optional.empty(), Optional.empty(), false);
    }

    CocoImage with(Optional<String> statedPath, Optional<Frame> statedFrame) {
        boolean differs = frame.isPresent() && statedFrame.isPresent() && !frame.equals(statedFrame);
        boolean unclear = contradicted || differs;
        return new CocoImage(
                sample, path.or(() -> statedPath), unclear ? Optional.empty() : frame.or(() -> statedFrame), unclear);
    }

    String fileName() {
        return path.orElse(sample);
    }
}
