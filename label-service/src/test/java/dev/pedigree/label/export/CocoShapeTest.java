package dev.pedigree.label.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.label.geometry.Geometry.Box;
import dev.pedigree.label.geometry.Geometry.Frame;
import dev.pedigree.label.geometry.Geometry.Keypoints;
import dev.pedigree.label.geometry.Geometry.Mask;
import dev.pedigree.label.geometry.Geometry.Polygon;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CocoShapeTest {
    private static final Optional<Frame> NO_FRAME = Optional.empty();

    @Test
    void aBoxIsItself() {
        assertThat(CocoShape.of(new Box(1, 2, 3, 4.5, NO_FRAME))).isEqualTo(shape(1, 2, 3, 4.5, 13.5));
    }

    @Test
    void aPolygonHasTheAreaOfItsRingsWhicheverWayRound() {
        List<Double> triangle = List.of(0.0, 0.0, 4.0, 0.0, 0.0, 2.0);
        List<Double> square = List.of(10.0, 10.0, 10.0, 12.0, 12.0, 12.0, 12.0, 10.0);
        assertThat(CocoShape.of(new Polygon(List.of(triangle), NO_FRAME))).isEqualTo(shape(0, 0, 4, 2, 4));
        assertThat(CocoShape.of(new Polygon(List.of(triangle, square), NO_FRAME)))
                .isEqualTo(shape(0, 0, 12, 12, 8));
    }

    @Test
    void keypointsThatAreNotLabelledCountForNothing() {
        assertThat(CocoShape.of(new Keypoints(List.of(5.0, 6.0, 2.0, 0.0, 0.0, 0.0, 7.0, 9.0, 1.0), NO_FRAME)))
                .isEqualTo(shape(5, 6, 2, 3, 6));
        assertThat(CocoShape.of(new Keypoints(List.of(0.0, 0.0, 0.0), NO_FRAME)))
                .isEqualTo(shape(0, 0, 0, 0, 0));
    }

    @Test
    void aMaskWithNothingInItHasNoBox() {
        Frame frame = new Frame(3, 2);
        assertThat(CocoShape.of(new Mask(List.of(6L), frame)))
                .isEqualTo(new CocoShape(0, 0, 0, 0, 0, Optional.of(frame)));
    }

    /// Against every pixel by itself.
    @Property(tries = 200)
    void theBoxAroundAMaskIsThatAroundItsPixels(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(max = 9) Integer> runs,
            @ForAll @IntRange(min = 1, max = 6) int height) {
        long inRuns = runs.stream().mapToLong(Integer::longValue).sum();
        int width = (int) ((inRuns + height) / height);
        List<Long> counts =
                new java.util.ArrayList<>(runs.stream().map(Integer::longValue).toList());
        counts.add((long) width * height - inRuns);
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        int area = 0;
        int pixel = 0;
        for (int run = 0; run < counts.size(); run++) {
            for (long count = 0; count < counts.get(run); count++, pixel++) {
                if (run % 2 == 1) {
                    area++;
                    left = Math.min(left, pixel / height);
                    right = Math.max(right, pixel / height);
                    top = Math.min(top, pixel % height);
                    bottom = Math.max(bottom, pixel % height);
                }
            }
        }
        Frame frame = new Frame(width, height);
        CocoShape expected = area == 0
                ? new CocoShape(0, 0, 0, 0, 0, Optional.of(frame))
                : new CocoShape(left, top, right - left + 1, bottom - top + 1, area, Optional.of(frame));
        assertThat(CocoShape.of(new Mask(counts, frame))).isEqualTo(expected);
    }

    private static CocoShape shape(double x, double y, double width, double height, double area) {
        return new CocoShape(x, y, width, height, area, NO_FRAME);
    }
}
