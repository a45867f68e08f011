package dev.pedigree.label.geometry;

import dev.pedigree.label.geometry.Geometry.Box;
import dev.pedigree.label.geometry.Geometry.Frame;
import dev.pedigree.label.geometry.Geometry.Keypoints;
import dev.pedigree.label.geometry.Geometry.Mask;
import dev.pedigree.label.geometry.Geometry.Polygon;
import dev.pedigree.label.geometry.Geometry.Ranking;
import dev.pedigree.label.geometry.Geometry.Span;
import dev.pedigree.v1.AnnotationGeometry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Reads the geometry of a label as its schema says that annotations are drawn.
public final class GeometryReader {
    private static final int LEAST_COORDINATES = 6;
    private static final int KEYPOINT = 3;
    private static final double MOST_PIXELS = 1 << 24;

    private GeometryReader() {}

    public static Geometry read(AnnotationGeometry drawn, String json) throws IllegalGeometry {
        Members members = Members.read(json);
        Geometry geometry = switch (drawn) {
            case ANNOTATION_GEOMETRY_BOX -> box(members);
            case ANNOTATION_GEOMETRY_POLYGON -> polygon(members);
            case ANNOTATION_GEOMETRY_MASK -> mask(members);
            case ANNOTATION_GEOMETRY_SPAN -> span(members);
            case ANNOTATION_GEOMETRY_KEYPOINTS -> keypoints(members);
            case ANNOTATION_GEOMETRY_RANKING -> ranking(members);
            case ANNOTATION_GEOMETRY_WHOLE_ITEM, ANNOTATION_GEOMETRY_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalGeometry("labels of this schema are of whole items");
        };
        members.requireNoOthers();
        return geometry;
    }

    private static Box box(Members members) throws IllegalGeometry {
        Box box = new Box(
                members.number("x"),
                members.number("y"),
                members.number("width"),
                members.number("height"),
                frame(members));
        require(box.width() >= 0 && box.height() >= 0, "width and height are not negative");
        return box;
    }

    private static Polygon polygon(Members members) throws IllegalGeometry {
        Polygon polygon = new Polygon(members.lists("polygons"), frame(members));
        require(!polygon.rings().isEmpty(), "polygons has one ring or more");
        for (List<Double> ring : polygon.rings()) {
            require(
                    ring.size() >= LEAST_COORDINATES && ring.size() % 2 == 0,
                    "a ring has x and y of three points or more");
        }
        return polygon;
    }

    private static Mask mask(Members members) throws IllegalGeometry {
        List<Double> stated = members.numbers("counts");
        require(stated.stream().allMatch(GeometryReader::isCount), "counts are whole numbers, none of them negative");
        List<Long> counts = stated.stream().map(Double::longValue).toList();
        Frame frame = frame(members).orElseThrow(() -> new IllegalGeometry("frame is missing"));
        require(
                counts.stream().mapToLong(Long::longValue).sum() == (long) frame.width() * frame.height(),
                "counts come to width times height of the frame");
        return new Mask(counts, frame);
    }

    private static Span span(Members members) throws IllegalGeometry {
        Span span = new Span(members.number("start"), members.number("end"));
        require(span.start() >= 0 && span.start() < span.end(), "start comes before end, and is not negative");
        return span;
    }

    private static Keypoints keypoints(Members members) throws IllegalGeometry {
        List<Double> points = members.numbers("keypoints");
        require(!points.isEmpty() && points.size() % KEYPOINT == 0, "each keypoint has x, y and visibility");
        for (int index = KEYPOINT - 1; index < points.size(); index += KEYPOINT) {
            double visibility = points.get(index);
            require(visibility == 0 || visibility == 1 || visibility == 2, "visibility is 0, 1 or 2");
        }
        return new Keypoints(points, frame(members));
    }

    private static Ranking ranking(Members members) throws IllegalGeometry {
        List<String> order = members.texts("ranking");
        require(
                order.size() > 1
                        && order.stream().noneMatch(String::isEmpty)
                        && new HashSet<>(order).size() == order.size(),
                "ranking has two texts or more, none of them empty or twice");
        return new Ranking(order);
    }

    private static Optional<Frame> frame(Members members) throws IllegalGeometry {
        if (!members.has("frame")) {
            return Optional.empty();
        }
        List<Double> sides = members.numbers("frame");
        require(
                sides.size() == 2 && sides.stream().allMatch(side -> isCount(side) && side > 0),
                "frame is width and height, whole numbers above 0");
        return Optional.of(
                new Frame(sides.getFirst().intValue(), sides.getLast().intValue()));
    }

    private static boolean isCount(double number) {
        return number >= 0 && number <= MOST_PIXELS && number % 1 == 0;
    }

    private static void require(boolean holds, String rule) throws IllegalGeometry {
        if (!holds) {
            throw new IllegalGeometry(rule);
        }
    }
}
