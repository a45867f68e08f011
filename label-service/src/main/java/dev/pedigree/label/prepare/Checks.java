package dev.pedigree.label.prepare;

import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_CLASS_UNKNOWN;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_CLASS_UNMAPPED;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_KEY_EXISTS;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_KEY_REPEATED;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_KEY_UNKNOWN;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_NOTHING_CHANGES;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_ORIGINAL_DIFFERS;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_PATH_UNKNOWN;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_RELABEL_ILLEGAL;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_RELABEL_MISSING;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_VALUE_INVALID;
import static dev.pedigree.v1.LabelFaultKind.LABEL_FAULT_KIND_VALUE_MISSING;

import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.v1.LabelFaultKind;

/// The rules of changes, each as the query that finds the rows that break it.
final class Checks {
    private final Faults faults;

    Checks(Faults faults) {
        this.faults = faults;
    }

    /// Of rows by themselves.
    void rows() {
        row(LABEL_FAULT_KIND_VALUE_MISSING, "a value that must be there is not");
        row(LABEL_FAULT_KIND_VALUE_INVALID, "a value cannot be");
    }

    private void row(LabelFaultKind kind, String description) {
        faults.add(kind, description, """
            select "row", sample, object, annotator, substr(fault, length(split_part(fault, ' ', 1)) + 2) as stated,
                   '' as expected
            from change where fault is not null and split_part(fault, ' ', 1) = '%d'\
            """.formatted(kind.getNumber()));
    }

    /// Of rows among each other.
    void keys() {
        faults.add(LABEL_FAULT_KIND_KEY_REPEATED, "sample, object and annotator come more than once", """
            select c."row", c.sample, c.object, c.annotator, '' as stated, '' as expected
            from sound c join (select sample, object, annotator from sound group by all having count(*) > 1) twice
              on twice.sample = c.sample and twice.object = c.object and twice.annotator = c.annotator\
            """);
    }

    /// Against the schema.
    void classes() {
        faults.add(LABEL_FAULT_KIND_CLASS_UNKNOWN, "the label schema has no such class", """
            select "row", sample, object, annotator, class as stated, '' as expected
            from sound where class is not null and class not in (select id from known_class)\
            """);
    }

    /// Against the list of files.
    void paths() {
        faults.add(LABEL_FAULT_KIND_PATH_UNKNOWN, "the manifest has no such path", """
            select "row", sample, object, annotator, path as stated, '' as expected
            from sound where path is not null and path not in (select value from known_path)\
            """);
    }

    /// The same of labels that there were before, and that stay.
    void earlierPaths() {
        faults.add(LABEL_FAULT_KIND_PATH_UNKNOWN, "the manifest does not have the path of a label any more", """
            select 0::bigint as "row", sample, object, annotator, path as stated, '' as expected
            from parent p
            where path is not null and path not in (select value from known_path)
              and class not in (select moved from move where targets = 0)
              and not exists (select 1 from sound c where c.sample = p.sample and c.object = p.object
                                                     and c.annotator = p.annotator and c.class is null)\
            """);
    }

    /// Against the labels that there are.
    void parent(ChangeKind kind) {
        switch (kind) {
            case INITIAL -> {}
            case ADDITIVE -> additive();
            case CORRECTIVE -> {
                corrections();
                nothing();
            }
            case SCHEMA -> {
                corrections();
                moves();
            }
        }
    }

    private void additive() {
        faults.add(LABEL_FAULT_KIND_KEY_EXISTS, "there is a label with this sample, object and annotator", """
            select c."row", c.sample, c.object, c.annotator, c.class as stated, p.class as expected
            from sound c
            join touched p on p.sample = c.sample and p.object = c.object and p.annotator = c.annotator\
            """);
    }

    private void corrections() {
        faults.add(LABEL_FAULT_KIND_KEY_UNKNOWN, "there is no label with this sample, object and annotator", """
            select "row", sample, object, annotator, coalesce(original, '') as stated, '' as expected
            from matched where held is null\
            """);
        faults.add(LABEL_FAULT_KIND_ORIGINAL_DIFFERS, "the label has another class than the stated original", """
            select "row", sample, object, annotator, original as stated, held as expected
            from matched where original <> held\
            """);
    }

    private void nothing() {
        faults.add(LABEL_FAULT_KIND_NOTHING_CHANGES, "the label is already what it is corrected to", """
            select "row", sample, object, annotator, class as stated, '' as expected
            from matched
            where class = held and (attributes is null or attributes is not distinct from held_attributes)
              and (geometry is null or geometry is not distinct from held_geometry)
              and (source is null or source = held_source)
              and (model is not distinct from held_model or (source is null and model is null))
              and (confidence is null or confidence is not distinct from held_confidence)\
            """);
    }

    private void moves() {
        faults.add(LABEL_FAULT_KIND_CLASS_UNMAPPED, "the mapping does not say what becomes of the class", """
            select 0::bigint as "row", sample, object, annotator, class as stated, '' as expected
            from parent where class not in (select moved from move)\
            """);
        faults.add(LABEL_FAULT_KIND_RELABEL_MISSING, "the class became several, and which one is not said", """
            select 0::bigint as "row", sample, object, annotator, class as stated, '' as expected
            from parent p
            where class in (select moved from move where targets > 1)
              and not exists (select 1 from sound c where c.sample = p.sample and c.object = p.object
                                                     and c.annotator = p.annotator)\
            """);
        faults.add(LABEL_FAULT_KIND_RELABEL_ILLEGAL, "the class did not become this one", """
            select "row", sample, object, annotator, class as stated, held as expected
            from matched c
            where held is not null
              and not exists (select 1 from move m where m.moved = c.held and m.target = c.class)\
            """);
    }
}
