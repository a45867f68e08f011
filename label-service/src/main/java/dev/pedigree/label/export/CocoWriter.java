package dev.pedigree.label.export;

import com.google.gson.stream.JsonWriter;
import dev.pedigree.label.geometry.Geometry;
import dev.pedigree.label.geometry.Geometry.Box;
import dev.pedigree.label.geometry.Geometry.Keypoints;
import dev.pedigree.label.geometry.Geometry.Mask;
import dev.pedigree.label.geometry.Geometry.Polygon;
import dev.pedigree.label.geometry.Geometry.Ranking;
import dev.pedigree.label.geometry.Geometry.Span;
import dev.pedigree.label.query.Event;
import dev.pedigree.v1.LabelClass;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Writes the parts of a COCO document. Whole numbers are written as such.
final class CocoWriter {
    private static final int KEYPOINT = 3;
    private static final double MOST_EXACT = 1L << 53;

    private final JsonWriter json;

    CocoWriter(JsonWriter json) {
        this.json = json;
    }

    void annotation(long id, long image, int category, Event label, Geometry geometry, CocoShape shape)
            throws IOException {
        json.beginObject();
        json.name("id").value(id);
        json.name("image_id").value(image);
        json.name("category_id").value(category);
        json.name("bbox");
        numbers(List.of(shape.x(), shape.y(), shape.width(), shape.height()));
        json.name("area");
        number(shape.area());
        json.name("iscrowd").value(0);
        drawn(geometry);
        if (!label.key().object().isEmpty()) {
            json.name("object").value(label.key().object());
        }
        json.name("annotator").value(label.key().annotator());
        if (label.confidence().isPresent()) {
            json.name("score").value(label.confidence().get());
        }
        if (label.attributes().isPresent()) {
            json.name("attributes").jsonValue(label.attributes().get());
        }
        json.endObject();
    }

    private void drawn(Geometry geometry) throws IOException {
        switch (geometry) {
            case Box _ -> json.name("segmentation").beginArray().endArray();
            case Polygon(var rings, var _) -> {
                json.name("segmentation").beginArray();
                for (List<Double> ring : rings) {
                    numbers(ring);
                }
                json.endArray();
            }
            case Mask(var counts, var frame) -> {
                json.name("segmentation").beginObject().name("size").beginArray();
                json.value(frame.height())
                        .value(frame.width())
                        .endArray()
                        .name("counts")
                        .beginArray();
                for (long count : counts) {
                    json.value(count);
                }
                json.endArray().endObject();
            }
            case Keypoints(var points, var _) -> {
                json.name("keypoints");
                numbers(points);
                json.name("num_keypoints").value(labelled(points));
            }
            case Span _, Ranking _ -> throw new IllegalArgumentException("lies in no picture: " + geometry);
        }
    }

    private static long labelled(List<Double> points) {
        long labelled = 0;
        for (int index = KEYPOINT - 1; index < points.size(); index += KEYPOINT) {
            labelled += points.get(index) > 0 ? 1 : 0;
        }
        return labelled;
    }

    void image(long id, CocoImage image) throws IOException {
        json.beginObject();
        json.name("id").value(id);
        json.name("file_name").value(image.fileName());
        if (image.frame().isPresent()) {
            json.name("width").value(image.frame().get().width());
            json.name("height").value(image.frame().get().height());
        }
        json.name("sample").value(image.sample());
        json.endObject();
    }

    /// @param above the name of the class above it, or nothing
    /// @param keypoints of each annotation of the class, if they have any
    void category(int number, LabelClass known, String above, Optional<Integer> keypoints) throws IOException {
        json.beginObject();
        json.name("id").value(number);
        json.name("name").value(known.getName());
        json.name("supercategory").value(above);
        json.name("class_id").value(known.getId());
        if (keypoints.isPresent()) {
            json.name("keypoints").beginArray();
            for (int point = 1; point <= keypoints.get(); point++) {
                json.value(Integer.toString(point));
            }
            json.endArray().name("skeleton").beginArray().endArray();
        }
        json.endObject();
    }

    private void numbers(List<Double> numbers) throws IOException {
        json.beginArray();
        for (double number : numbers) {
            number(number);
        }
        json.endArray();
    }

    private void number(double number) throws IOException {
        if (number % 1 == 0 && Math.abs(number) <= MOST_EXACT) {
            json.value((long) number);
        } else {
            json.value(number);
        }
    }
}
