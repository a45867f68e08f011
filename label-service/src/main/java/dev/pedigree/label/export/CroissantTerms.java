package dev.pedigree.label.export;

import static dev.pedigree.label.engine.LabelColumns.ANNOTATOR;
import static dev.pedigree.label.engine.LabelColumns.ATTRIBUTES;
import static dev.pedigree.label.engine.LabelColumns.CLASS;
import static dev.pedigree.label.engine.LabelColumns.CONFIDENCE;
import static dev.pedigree.label.engine.LabelColumns.CORRECTOR;
import static dev.pedigree.label.engine.LabelColumns.GEOMETRY;
import static dev.pedigree.label.engine.LabelColumns.LABELLED_AT;
import static dev.pedigree.label.engine.LabelColumns.MODEL;
import static dev.pedigree.label.engine.LabelColumns.OBJECT;
import static dev.pedigree.label.engine.LabelColumns.ORIGINAL;
import static dev.pedigree.label.engine.LabelColumns.PATH;
import static dev.pedigree.label.engine.LabelColumns.REASON;
import static dev.pedigree.label.engine.LabelColumns.SAMPLE;
import static dev.pedigree.label.engine.LabelColumns.SOURCE;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.pedigree.v1.AnnotationGeometry;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jooq.Field;

/// The words of Croissant 1.0.
final class CroissantTerms {
    private static final List<String> TERMS = List.of(
            "citeAs",
            "column",
            "equivalentProperty",
            "extract",
            "field",
            "fileObject",
            "fileProperty",
            "fileSet",
            "format",
            "includes",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "samplingRate",
            "separator",
            "source",
            "subField",
            "transform");

    private static final Map<Field<?>, String> MEANINGS = Map.ofEntries(
            Map.entry(SAMPLE, "The sample."),
            Map.entry(OBJECT, "The object in the sample; empty: the whole sample."),
            Map.entry(ANNOTATOR, "Who labelled it."),
            Map.entry(CLASS, "The class, by id."),
            Map.entry(ATTRIBUTES, "Attributes, a JSON object."),
            Map.entry(SOURCE, "Where the label comes from: human, model, consensus or imported."),
            Map.entry(MODEL, "The model that labelled it, with its version."),
            Map.entry(CONFIDENCE, "How sure the annotator was, from 0 to 1."),
            Map.entry(LABELLED_AT, "When it was labelled or corrected, in UTC."),
            Map.entry(PATH, "The file of the sample."),
            Map.entry(ORIGINAL, "The class before the last correction."),
            Map.entry(CORRECTOR, "Who corrected it."),
            Map.entry(REASON, "Why it was corrected."));

    private CroissantTerms() {}

    static JsonObject context() {
        JsonObject context = new JsonObject();
        context.addProperty("@language", "en");
        context.addProperty("@vocab", "https://schema.org/");
        context.addProperty("sc", "https://schema.org/");
        context.addProperty("cr", "http://mlcommons.org/croissant/");
        context.addProperty("rai", "http://mlcommons.org/croissant/RAI/");
        context.addProperty("dct", "http://purl.org/dc/terms/");
        context.addProperty("conformsTo", "dct:conformsTo");
        TERMS.forEach(term -> context.addProperty(term, "cr:" + term));
        context.add("data", typed("cr:data", "@json"));
        context.add("examples", typed("cr:examples", "@json"));
        context.add("dataType", typed("cr:dataType", "@vocab"));
        return context;
    }

    private static JsonObject typed(String id, String type) {
        JsonObject term = reference(id);
        term.addProperty("@type", type);
        return term;
    }

    static JsonObject reference(String id) {
        JsonObject reference = new JsonObject();
        reference.addProperty("@id", id);
        return reference;
    }

    /// As the reference implementation reads a key of another record set.
    private static JsonObject referenced(String field) {
        JsonObject referenced = new JsonObject();
        referenced.add("field", reference(field));
        return referenced;
    }

    static JsonObject recordSet(String id, String description) {
        return described("cr:RecordSet", id, id, description);
    }

    /// @param id with that of its record set before it
    static JsonObject field(String id, String description, String dataType) {
        JsonObject field = described("cr:Field", id, id.substring(id.indexOf('/') + 1), description);
        field.addProperty("dataType", dataType);
        return field;
    }

    private static JsonObject described(String type, String id, String name, String description) {
        JsonObject described = new JsonObject();
        described.addProperty("@type", type);
        described.addProperty("@id", id);
        described.addProperty("name", name);
        described.addProperty("description", description);
        return described;
    }

    /// One field of `labels` for each column of the file.
    static JsonArray columns(List<Field<?>> columns, String file, AnnotationGeometry drawn) {
        JsonArray fields = new JsonArray();
        for (Field<?> column : columns) {
            String meaning = column.equals(GEOMETRY)
                    ? "Where it lies, a JSON object of the form " + drawn + "."
                    : MEANINGS.get(column);
            JsonObject field = field("labels/" + column.getName(), meaning, type(column));
            if (column.equals(CLASS)) {
                JsonArray types = new JsonArray();
                types.add("sc:Text");
                types.add("cr:Label");
                field.add("dataType", types);
                field.add("references", referenced("classes/id"));
            }
            field.add("source", source(column, file));
            fields.add(field);
        }
        return fields;
    }

    private static String type(Field<?> column) {
        if (column.getType() == BigDecimal.class) {
            return "sc:Float";
        }
        return column.getType() == LocalDateTime.class ? "sc:DateTime" : "sc:Text";
    }

    private static JsonObject source(Field<?> column, String file) {
        JsonObject source = new JsonObject();
        source.add("fileObject", reference(file));
        JsonObject extract = new JsonObject();
        extract.addProperty("column", column.getName());
        source.add("extract", extract);
        return source;
    }
}
