package dev.pedigree.label.geometry;

import java.util.List;
import java.util.Optional;

/// Where in its sample an annotation lies, or what it puts in order. Numbers are finite; pixels count from the
/// upper left corner.
public sealed interface Geometry {
    /// What a mask or a picture measures, in pixels.
    record Frame(int width, int height) {}

    /// @param frame of the picture that it is drawn in, where it is stated
    record Box(double x, double y, double width, double height, Optional<Frame> frame) implements Geometry {}

    /// @param rings each `x, y, x, y, ...` of three points or more; what is hidden in the middle makes several
    record Polygon(List<List<Double>> rings, Optional<Frame> frame) implements Geometry {}

    /// @param counts lengths of runs outside and inside by turns, column by column, outside first
    record Mask(List<Long> counts, Frame frame) implements Geometry {}

    /// Of text, sound or film: in characters, or seconds, from the beginning.
    record Span(double start, double end) implements Geometry {}

    /// @param points each `x, y, visibility`: 0 not labelled, 1 hidden, 2 visible
    record Keypoints(List<Double> points, Optional<Frame> frame) implements Geometry {}

    /// @param order what was compared, the best first
    record Ranking(List<String> order) implements Geometry {}
}
