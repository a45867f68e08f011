package dev.pedigree.label.geometry;

import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_BOX;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_UNSPECIFIED;
import static dev.pedigree.v1.AnnotationGeometry.ANNOTATION_GEOMETRY_WHOLE_ITEM;
import static dev.pedigree.v1.AnnotationGeometry.UNRECOGNIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.label.geometry.Geometry.Box;
import dev.pedigree.label.geometry.Geometry.Frame;
import dev.pedigree.v1.AnnotationGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeometryReaderTest {
    private static final Pattern EXAMPLE = Pattern.compile("\\| `([A-Z_]+)` \\| (?:`(\\{.*})`)? ?\\|");

    @Test
    void thePageShowsALegalGeometryOfEveryKindAndNoneIsLegalInAnother() throws Exception {
        Map<AnnotationGeometry, String> examples = new TreeMap<>();
        page().forEach(example -> examples.put(
                AnnotationGeometry.valueOf("ANNOTATION_GEOMETRY_" + example.group(1)),
                Optional.ofNullable(example.group(2)).orElse("{}")));
        assertThat(examples).hasSize(AnnotationGeometry.values().length - 2);
        for (AnnotationGeometry drawn : examples.keySet()) {
            for (Map.Entry<AnnotationGeometry, String> example : examples.entrySet()) {
                boolean legal = drawn == example.getKey() && drawn != ANNOTATION_GEOMETRY_WHOLE_ITEM;
                assertThat(isLegal(drawn, example.getValue()))
                        .as("%s in %s", example.getValue(), drawn)
                        .isEqualTo(legal);
            }
        }
    }

    private static List<MatchResult> page() throws IOException {
        String page = Files.readString(Path.of("../docs/labels.md"));
        String table = page.substring(page.indexOf("<!-- table: geometries -->"));
        return EXAMPLE.matcher(table.substring(0, table.indexOf("<!-- end -->")))
                .results()
                .toList();
    }

    private static boolean isLegal(AnnotationGeometry drawn, String json) {
        try {
            GeometryReader.read(drawn, json);
            return true;
        } catch (IllegalGeometry _) {
            return false;
        }
    }

    @Test
    void aBoxIsReadWithItsFrame() throws IllegalGeometry {
        assertThat(GeometryReader.read(
                        ANNOTATION_GEOMETRY_BOX,
                        "{\"frame\": [640, 480], \"x\": -1.5, \"y\": 2e1, \"width\": 0, \"height\": 4}"))
                .isEqualTo(new Box(-1.5, 20, 0, 4, Optional.of(new Frame(640, 480))));
    }

    @Test
    void nothingIsDrawnInASchemaOfWholeItems() {
        for (AnnotationGeometry drawn :
                List.of(ANNOTATION_GEOMETRY_WHOLE_ITEM, ANNOTATION_GEOMETRY_UNSPECIFIED, UNRECOGNIZED)) {
            assertThatThrownBy(() -> GeometryReader.read(drawn, "{}")).hasMessageContaining("whole items");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                          | it is no JSON object
            5                                                           | it is no JSON object
            {"x": 1                                                     | it is no JSON with finite numbers
            {"x": NaN, "y": 1, "width": 1, "height": 1}                 | it is no JSON with finite numbers
            {"x": 1e999, "y": 1, "width": 1, "height": 1}               | it is no JSON with finite numbers
            {"x": [[[[1]]]], "y": 1, "width": 1, "height": 1}           | it is no JSON with finite numbers
            {"x": 1, "y": 1, "width": 1, "height": 1} {}                | it is no JSON with finite numbers
            {"x": 1, "x": 1, "y": 1, "width": 1, "height": 1}           | x comes twice
            {"x": 1, "y": 1, "width": 1}                                | height is missing
            {"x": "1", "y": 1, "width": 1, "height": 1}                 | x is not a number
            {"x": null, "y": 1, "width": 1, "height": 1}                | x holds something else than numbers, texts and lists
            {"x": 1, "y": 1, "width": 1, "height": 1, "depth": 1}       | there is no depth to state
            {"x": 1, "y": 1, "width": -1, "height": 1}                  | width and height are not negative
            {"x": 1, "y": 1, "width": 1, "height": 1, "frame": [0, 5]}  | frame is width and height, whole numbers above 0
            """)
    void boxesThatAreNone(String json, String why) {
        assertIllegal(ANNOTATION_GEOMETRY_BOX, json, why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POLYGON   | {"polygons": []}                           | polygons has one ring or more
            POLYGON   | {"polygons": [[0, 0, 1, 1]]}               | a ring has x and y of three points or more
            POLYGON   | {"polygons": [[0, 0, 1, 1, 2, 2, 3]]}      | a ring has x and y of three points or more
            POLYGON   | {"polygons": [0, 0, 1, 1, 2, 2]}           | polygons is not a list of lists of numbers
            POLYGON   | {"polygons": [[0, 0, 1, 1, 2, "2"]]}       | polygons is not a list of lists of numbers
            MASK      | {"counts": [8]}                            | frame is missing
            MASK      | {"frame": [4, 2], "counts": [3, 4]}        | counts come to width times height of the frame
            MASK      | {"frame": [4, 2], "counts": [9, -1]}       | counts are whole numbers, none of them negative
            MASK      | {"frame": [4, 2], "counts": [3.5, 4.5]}    | counts are whole numbers, none of them negative
            SPAN      | {"start": 4, "end": 4}                     | start comes before end, and is not negative
            SPAN      | {"start": -1, "end": 4}                    | start comes before end, and is not negative
            KEYPOINTS | {"keypoints": []}                          | each keypoint has x, y and visibility
            KEYPOINTS | {"keypoints": [1, 2]}                      | each keypoint has x, y and visibility
            KEYPOINTS | {"keypoints": [1, 2, 3]}                   | visibility is 0, 1 or 2
            RANKING   | {"ranking": ["a"]}                         | ranking has two texts or more, none of them empty or twice
            RANKING   | {"ranking": ["a", "a"]}                    | ranking has two texts or more, none of them empty or twice
            RANKING   | {"ranking": ["a", ""]}                     | ranking has two texts or more, none of them empty or twice
            RANKING   | {"ranking": [1, 2]}                        | ranking is not a list of texts
            """)
    void whatIsNotDrawnAsTheSchemaSays(String drawn, String json, String why) {
        assertIllegal(AnnotationGeometry.valueOf("ANNOTATION_GEOMETRY_" + drawn), json, why);
    }

    private static void assertIllegal(AnnotationGeometry drawn, String json, String why) {
        assertThatThrownBy(() -> GeometryReader.read(drawn, json))
                .isInstanceOf(IllegalGeometry.class)
                .hasMessage(why);
    }
}
