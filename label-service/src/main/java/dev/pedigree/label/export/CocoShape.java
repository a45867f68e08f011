package dev.pedigree.label.export;

import dev.pedigree.label.geometry.Geometry;
import dev.pedigree.label.geometry.Geometry.Box;
import dev.pedigree.label.geometry.Geometry.Frame;
import dev.pedigree.label.geometry.Geometry.Keypoints;
import dev.pedigree.label.geometry.Geometry.Mask;
import dev.pedigree.label.geometry.Geometry.Polygon;
import dev.pedigree.label.geometry.Geometry.Ranking;
import dev.pedigree.label.geometry.Geometry.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What COCO says of every annotation beside what was drawn: the box around it and the area in it, in pixels.
///
/// @param frame of the picture that it is drawn in, where it is stated
record CocoShape(double x, double y, double width, double height, double area, Optional<Frame> frame) {
    private static final int KEYPOINT = 3;

    static CocoShape of(Geometry geometry) {
        return switch (geometry) {
            case Box(double x, double y, double width, double height, var frame) ->
                new CocoShape(x, y, width, height, width * height, frame);
            case Polygon(var rings, var frame) ->
                around(rings.stream().flatMap(List::stream).toList(), frame)
                        .ofArea(rings.stream().mapToDouble(CocoShape::area).sum());
            case Mask mask -> around(mask);
            case Keypoints(var points, var frame) -> around(labelled(points), frame);
            case Span _, Ranking _ -> throw new IllegalArgumentException("lies in no picture: " + geometry);
        };
    }

    /// By the shoelace formula.
    private static double area(List<Double> ring) {
        double twice = 0;
        for (int index = 0; index < ring.size(); index += 2) {
            int next = (index + 2) % ring.size();
            twice += ring.get(index) * ring.get(next + 1) - ring.get(next) * ring.get(index + 1);
        }
        return Math.abs(twice) / 2;
    }

    /// @param points each `x, y`
    private static CocoShape around(List<Double> points, Optional<Frame> frame) {
        double left = every(points, 0).min().orElse(0);
        double top = every(points, 1).min().orElse(0);
        double width = every(points, 0).max().orElse(0) - left;
        double height = every(points, 1).max().orElse(0) - top;
        return new CocoShape(left, top, width, height, width * height, frame);
    }

    private static DoubleStream every(List<Double> points, int first) {
        return IntStream.iterate(first, index -> index < points.size(), index -> index + 2)
                .mapToDouble(points::get);
    }

    private CocoShape ofArea(double exactly) {
        return new CocoShape(x, y, width, height, exactly, frame);
    }

    /// `x, y` of keypoints that are labelled, hidden or not.
    private static List<Double> labelled(List<Double> points) {
        return IntStream.range(0, points.size())
                .filter(index -> index % KEYPOINT != 2 && points.get(index - index % KEYPOINT + 2) > 0)
                .mapToObj(points::get)
                .toList();
    }

    private static CocoShape around(Mask mask) {
        int height = mask.frame().height();
        long area = 0;
        long left = Long.MAX_VALUE;
        long right = -1;
        long top = height;
        long bottom = -1;
        long start = 0;
        for (int run = 0; run < mask.counts().size(); run++) {
            long length = mask.counts().get(run);
            if (run % 2 == 1 && length > 0) {
                long last = start + length - 1;
                boolean wraps = last / height > start / height;
                area += length;
                left = Math.min(left, start / height);
                right = last / height;
                top = Math.min(top, wraps ? 0 : start % height);
                bottom = Math.max(bottom, wraps ? height - 1 : last % height);
            }
            start += length;
        }
        return area == 0
                ? new CocoShape(0, 0, 0, 0, 0, Optional.of(mask.frame()))
                : new CocoShape(left, top, right - left + 1, bottom - top + 1, area, Optional.of(mask.frame()));
    }
}
