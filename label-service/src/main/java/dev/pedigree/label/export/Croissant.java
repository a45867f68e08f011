package dev.pedigree.label.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.export.ExportLabels.Stored;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelSchemaRecord;
import dev.pedigree.v1.TextFact;
import dev.pedigree.v1.Version;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/// A description of the labels of a dataset version in the words of Croissant 1.0: what they are, in which file,
/// and what its columns hold. The file is named as if it lay beside the description.
final class Croissant {
    private static final String FILE = "labels.parquet";
    private static final Pattern SPDX_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*");
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Subject subject;
    private final Version version;
    private final LabelSchemaRecord schema;

    private Croissant(Subject subject, Version version, LabelSchemaRecord schema) {
        this.subject = subject;
        this.version = version;
        this.schema = schema;
    }

    static Croissant of(Subject subject, LabelSchemaRecord schema) {
        Version version = subject.version()
                .orElseThrow(() -> new Invalid(
                        "name",
                        "names a ledger: a Croissant description is of a dataset version, which has a licence"));
        return new Croissant(subject, version, schema);
    }

    /// @param table the Parquet file
    void write(Stored table, Path file) throws IOException {
        JsonObject dataset = new JsonObject();
        dataset.add("@context", CroissantTerms.context());
        describe(dataset);
        dataset.add("distribution", list(distribution(table)));
        dataset.add("recordSet", list(labels(), classes()));
        try (Writer out = Files.newBufferedWriter(file)) {
            GSON.toJson(dataset, out);
        }
    }

    private void describe(JsonObject dataset) {
        VersionName name = VersionName.parse(version.getName());
        dataset.addProperty("@type", "sc:Dataset");
        dataset.addProperty("conformsTo", "http://mlcommons.org/croissant/1.0");
        dataset.addProperty("name", name.asset().id() + "-labels");
        dataset.addProperty(
                "description",
                "Labels of %s: %d annotations of %d samples, in the classes of %s."
                        .formatted(
                                version.getName(),
                                subject.statistics().getAnnotations(),
                                subject.statistics().getSamples(),
                                subject.ledger().labelSchema()));
        dataset.addProperty("version", name.number() + ".0.0");
        dataset.addProperty("license", licence(version.getRecord().getDataset().getLicence()));
        dataset.addProperty("url", "urn:pedigree:" + version.getName());
        dataset.add("creator", creator(version.getRecord().getOrigin().getCreator()));
        dataset.addProperty(
                "datePublished",
                Instant.ofEpochSecond(version.getCreateTime().getSeconds()).toString());
    }

    /// The page of an SPDX licence, or the words that are stated.
    private static String licence(TextFact licence) {
        String stated = stated(licence);
        return SPDX_ID.matcher(stated).matches() ? "https://spdx.org/licenses/" + stated + ".html" : stated;
    }

    private static JsonObject creator(TextFact creator) {
        JsonObject organization = new JsonObject();
        organization.addProperty("@type", "sc:Organization");
        organization.addProperty("name", stated(creator));
        return organization;
    }

    private static String stated(TextFact fact) {
        return switch (fact.getFactCase()) {
            case VALUE -> fact.getValue();
            case NOT_APPLICABLE -> "not applicable: " + fact.getNotApplicable().getReason();
            case NOT_STATED, FACT_NOT_SET ->
                "not stated: " + fact.getNotStated().getReason();
        };
    }

    private static JsonObject distribution(Stored table) {
        JsonObject file = new JsonObject();
        file.addProperty("@type", "cr:FileObject");
        file.addProperty("@id", FILE);
        file.addProperty("name", FILE);
        file.addProperty("description", "Every label, a column for whatever is said of it.");
        file.addProperty("contentUrl", FILE);
        file.addProperty("contentSize", table.size() + " B");
        file.addProperty("encodingFormat", "application/x-parquet");
        file.addProperty("sha256", table.digest().hex());
        return file;
    }

    private JsonObject labels() {
        JsonObject labels = CroissantTerms.recordSet("labels", "One record for each sample, object and annotator.");
        labels.add(
                "key",
                list(
                        CroissantTerms.reference("labels/sample"),
                        CroissantTerms.reference("labels/object"),
                        CroissantTerms.reference("labels/annotator")));
        labels.add("field", CroissantTerms.columns(LabelTable.COLUMNS, FILE, schema.getGeometry()));
        return labels;
    }

    private JsonObject classes() {
        JsonObject classes = CroissantTerms.recordSet("classes", "What the classes of the labels mean.");
        classes.addProperty("dataType", "sc:Enumeration");
        classes.add("key", CroissantTerms.reference("classes/id"));
        JsonArray fields = new JsonArray();
        fields.add(CroissantTerms.field("classes/id", "The id that labels hold.", "sc:Text"));
        fields.add(CroissantTerms.field("classes/name", "The name of the class.", "sc:Text"));
        fields.add(CroissantTerms.field("classes/definition", "What the class means.", "sc:Text"));
        fields.add(CroissantTerms.field("classes/parent", "The id of the class above it.", "sc:Text"));
        classes.add("field", fields);
        JsonArray data = new JsonArray();
        schema.getClassesList().forEach(known -> data.add(record(known)));
        classes.add("data", data);
        return classes;
    }

    private static JsonObject record(LabelClass known) {
        JsonObject record = new JsonObject();
        record.addProperty("classes/id", known.getId());
        record.addProperty("classes/name", known.getName());
        record.addProperty("classes/definition", known.getDefinition());
        record.addProperty("classes/parent", known.getParentClass());
        return record;
    }

    private static JsonArray list(JsonElement... elements) {
        JsonArray list = new JsonArray();
        for (JsonElement element : elements) {
            list.add(element);
        }
        return list;
    }
}
