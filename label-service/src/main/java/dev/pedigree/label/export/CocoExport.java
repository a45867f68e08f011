package dev.pedigree.label.export;

import static dev.pedigree.label.engine.LabelColumns.ALL;
import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.PATH;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import com.google.gson.stream.JsonWriter;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.engine.Session;
import dev.pedigree.label.geometry.Geometry;
import dev.pedigree.label.geometry.Geometry.Keypoints;
import dev.pedigree.label.geometry.GeometryReader;
import dev.pedigree.label.geometry.IllegalGeometry;
import dev.pedigree.label.query.Event;
import dev.pedigree.label.query.Rows;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.LabelClass;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;

/// The labels in force as one COCO document: annotations by sample, object and annotator, numbered as they come, and so
/// the pictures. Things whose annotators differ without a consensus have no label in force and are left out.
///
/// Pictures are known only when their annotations are, so they are written aside and appended.
final class CocoExport {
    private static final Set<AnnotationGeometry> HOLDS = EnumSet.of(
            AnnotationGeometry.ANNOTATION_GEOMETRY_BOX,
            AnnotationGeometry.ANNOTATION_GEOMETRY_POLYGON,
            AnnotationGeometry.ANNOTATION_GEOMETRY_MASK,
            AnnotationGeometry.ANNOTATION_GEOMETRY_KEYPOINTS);
    private static final String CONSENSUS = "consensus";
    private static final int KEYPOINT = 3;
    private static final Field<Integer> RATINGS = field(name("ratings"), Integer.class);
    private static final Field<Integer> SETTLED = field(name("settled"), Integer.class);

    private final Subject subject;
    private final SchemaLine schema;
    private final AnnotationGeometry drawn;
    private final Map<String, Integer> keypoints = new HashMap<>();
    private long annotations;
    private long images;

    CocoExport(Subject subject, SchemaLine schema) {
        this.subject = subject;
        this.schema = schema;
        this.drawn = schema.schema().getGeometry();
        if (!HOLDS.contains(drawn)) {
            throw new Invalid(
                    "format",
                    "COCO holds boxes, polygons, masks and keypoints; annotations of %s are %s"
                            .formatted(schema.version(), drawn));
        }
    }

    /// From the view `label`.
    ///
    /// @return how many annotations there are
    long write(Session session, Path folder, Path file) throws IOException {
        Path aside = folder.resolve("images.json");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("{\"info\":");
            info(new JsonWriter(out));
            out.write(",\"licenses\":[],\"annotations\":");
            try (Writer pictures = Files.newBufferedWriter(aside)) {
                session.query(sql -> labels(sql, new JsonWriter(out), new JsonWriter(pictures)));
            }
            out.write(",\"categories\":");
            categories(new JsonWriter(out));
            out.write(",\"images\":");
            try (Reader pictures = Files.newBufferedReader(aside)) {
                pictures.transferTo(out);
            }
            out.write("}");
        }
        return annotations;
    }

    private void info(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("description").value(subject.name());
        json.name("version").value(subject.ledger().name().digest().toString());
        json.endObject();
    }

    private boolean labels(DSLContext sql, JsonWriter out, JsonWriter pictures) {
        try (Cursor<? extends Record> rows = sql.fetchLazy(inForce())) {
            CocoWriter writer = new CocoWriter(out);
            CocoWriter aside = new CocoWriter(pictures);
            Optional<CocoImage> present = Optional.empty();
            out.beginArray();
            pictures.beginArray();
            for (Record row : rows) {
                Event label = Rows.event(row);
                if (present.filter(image -> image.sample().equals(label.key().sample()))
                        .isEmpty()) {
                    if (present.isPresent()) {
                        aside.image(images, present.get());
                    }
                    images++;
                    present = Optional.of(CocoImage.of(label.key().sample()));
                }
                Geometry geometry = geometry(label);
                CocoShape shape = CocoShape.of(geometry);
                writer.annotation(
                        ++annotations, images, schema.number(label.label().orElseThrow()), label, geometry, shape);
                present = present.map(image -> image.with(Optional.ofNullable(row.get(PATH)), shape.frame()));
            }
            if (present.isPresent()) {
                aside.image(images, present.get());
            }
            out.endArray();
            pictures.endArray();
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The consensus where there is one, else the only label.
    private static Select<? extends Record> inForce() {
        Select<? extends Record> counted = select(ALL)
                .select(count().over().partitionBy(SAMPLE, OBJECT).as(RATINGS))
                .select(count().filterWhere(SOURCE.eq(inline(CONSENSUS)))
                        .over()
                        .partitionBy(SAMPLE, OBJECT)
                        .as(SETTLED))
                .from(table(name("label")));
        return select(ALL)
                .from(counted.asTable("counted"))
                .where(RATINGS.eq(inline(1)).or(SETTLED.eq(inline(1)).and(SOURCE.eq(inline(CONSENSUS)))))
                .orderBy(SAMPLE, OBJECT, ANNOTATOR);
    }

    private Geometry geometry(Event label) {
        try {
            Geometry geometry = GeometryReader.read(drawn, label.geometry().orElseThrow());
            if (geometry instanceof Keypoints(var points, var _)) {
                requireAsMany(label.label().orElseThrow(), points.size() / KEYPOINT);
            }
            return geometry;
        } catch (IllegalGeometry impossible) {
            throw new IllegalStateException("a ledger holds what it does not take", impossible);
        }
    }

    private void requireAsMany(String classId, int points) {
        int before = Optional.ofNullable(keypoints.putIfAbsent(classId, points)).orElse(points);
        if (before != points) {
            throw new Invalid(
                    "format",
                    "COCO wants as many keypoints in every annotation of a class; those of %s have %d and %d"
                            .formatted(classId, before, points));
        }
    }

    private void categories(JsonWriter json) throws IOException {
        Map<String, String> names = schema.schema().getClassesList().stream()
                .collect(toUnmodifiableMap(LabelClass::getId, LabelClass::getName));
        CocoWriter writer = new CocoWriter(json);
        json.beginArray();
        for (LabelClass known : schema.schema().getClassesList()) {
            writer.category(
                    schema.number(known.getId()),
                    known,
                    names.getOrDefault(known.getParentClass(), ""),
                    Optional.ofNullable(keypoints.get(known.getId())));
        }
        json.endArray();
    }
}
