package dev.pedigree.label.prepare;

import dev.pedigree.label.engine.Session;
import dev.pedigree.label.geometry.GeometryReader;
import dev.pedigree.label.geometry.IllegalGeometry;
import dev.pedigree.v1.AnnotationGeometry;
import dev.pedigree.v1.LabelFaultKind;
import dev.pedigree.v1.LabelFaultRow;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.Record;

/// Holds the geometry of labels against how the schema says that annotations are drawn.
final class Drawings {
    private static final String DESCRIPTION = "the annotation is not drawn as the label schema says";

    /// All labels after the change, with the number of the row that one was given anew in.
    private static final String ALL = """
        (select coalesce(c."row", 0) as "row", l.sample, l.object, l.annotator, l.class, l.geometry
         from after l left join sound c on c.sample = l.sample and c.object = l.object and c.annotator = l.annotator)\
        """;

    private final Session session;
    private final Change change;
    private final AnnotationGeometry drawn;

    Drawings(Session session, Change change) {
        this.session = session;
        this.change = change;
        this.drawn = change.schema().drawn();
    }

    /// Where annotations come to be drawn in another way, all labels are judged.
    void judge(Faults faults) {
        String labels = change.redrawn() ? ALL : "delta";
        if (drawn == AnnotationGeometry.ANNOTATION_GEOMETRY_WHOLE_ITEM) {
            faults.add(LabelFaultKind.LABEL_FAULT_KIND_GEOMETRY_ILLEGAL, DESCRIPTION, """
                select "row", sample, object, annotator, 'labels of this schema are of whole items' as stated,
                       '' as expected
                from %s where class is not null and geometry is not null\
                """.formatted(labels));
        } else {
            session.query(sql -> {
                try (Cursor<Record> rows = sql.fetchLazy("select \"row\", sample, object, annotator, geometry from "
                        + labels + " where class is not null")) {
                    faults.add(
                            LabelFaultKind.LABEL_FAULT_KIND_GEOMETRY_ILLEGAL,
                            DESCRIPTION,
                            rows.stream().flatMap(row -> fault(row).stream()).iterator());
                }
                return true;
            });
        }
    }

    private Optional<LabelFaultRow> fault(Record row) {
        return illegal(row.get(4, String.class)).map(why -> Faults.row(row, why));
    }

    private Optional<String> illegal(String geometry) {
        if (geometry == null) {
            return Optional.of("the geometry is missing");
        }
        try {
            GeometryReader.read(drawn, geometry);
            return Optional.empty();
        } catch (IllegalGeometry illegal) {
            return Optional.of(illegal.getMessage());
        }
    }
}
