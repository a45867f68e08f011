package dev.pedigree.label.prepare;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.label.intake.FileFormat;
import dev.pedigree.label.ledger.Ledger;
import dev.pedigree.label.ledger.LedgerName;
import dev.pedigree.label.ledger.LedgerStore;
import dev.pedigree.label.rule.ChangeKind;
import dev.pedigree.label.rule.ClassMoves;
import dev.pedigree.label.upstream.RegistryClient;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.name.ProjectName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.LabelFileFormat;
import dev.pedigree.v1.PrepareLabelsRequest;
import dev.pedigree.v1.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds everything that a request to change labels refers to.
final class ChangeReader {
    private final RegistryClient registry;
    private final LedgerStore ledgers;

    ChangeReader(RegistryClient registry, LedgerStore ledgers) {
        this.registry = registry;
        this.ledgers = ledgers;
    }

    /// Errors: FIELDS_INVALID, VERSION_NOT_FOUND, LEDGER_NOT_FOUND.
    Change read(PrepareLabelsRequest request) {
        ProjectName project = ProjectName.parse(request.getParent());
        if (!VersionName.parse(request.getLabelSchema()).project().equals(project)) {
            throw new Invalid("label_schema", "must be of the same project, " + project);
        }
        Optional<Ledger> parent = parent(project, request);
        SchemaClasses schema = schema(request.getLabelSchema());
        ChangeKind kind = kind(request);
        requireSchema(kind, schema, parent);
        return new Change(
                project,
                kind,
                parent,
                schema,
                moves(request, schema),
                parent.isPresent() && redrawn(kind, schema, parent.get()),
                file(request),
                Optional.of(request.getManifestDigest())
                        .filter(digest -> !digest.isEmpty())
                        .map(Digest::parse));
    }

    /// It stays for a lease, so that it is there as long as the change is worked on.
    private Optional<Ledger> parent(ProjectName project, PrepareLabelsRequest request) {
        return Optional.of(request.getParentLedger())
                .filter(digest -> !digest.isEmpty())
                .map(digest -> new LedgerName(project, Digest.parse(digest)))
                .map(name -> ledgers.hold(name).ledger());
    }

    private SchemaClasses schema(String name) {
        Version version = registry.version(name);
        return new SchemaClasses(
                version.getName(),
                Digest.parse(version.getRecordDigest()),
                version.getRecord().getLabelSchema());
    }

    private static ChangeKind kind(PrepareLabelsRequest request) {
        return switch (request.getChangeCase()) {
            case INITIAL -> ChangeKind.INITIAL;
            case ADDITIVE -> ChangeKind.ADDITIVE;
            case CORRECTIVE -> ChangeKind.CORRECTIVE;
            case SCHEMA -> ChangeKind.SCHEMA;
            case CHANGE_NOT_SET -> throw new Invalid("change", "is required");
        };
    }

    private static void requireSchema(ChangeKind kind, SchemaClasses schema, Optional<Ledger> parent) {
        parent.map(Ledger::labelSchema).ifPresent(before -> {
            boolean same = before.equals(schema.version());
            if (kind == ChangeKind.SCHEMA && same) {
                throw new Invalid("label_schema", "is the one that the labels are written in already");
            }
            if (kind != ChangeKind.SCHEMA && !same) {
                throw new Invalid(
                        "label_schema",
                        "the labels are written in %s: only a schema change moves them".formatted(before));
            }
        });
    }

    private boolean redrawn(ChangeKind kind, SchemaClasses schema, Ledger parent) {
        return kind == ChangeKind.SCHEMA && schema(parent.labelSchema()).drawn() != schema.drawn();
    }

    private static ClassMoves moves(PrepareLabelsRequest request, SchemaClasses schema) {
        Map<String, List<String>> targets = new HashMap<>();
        List<ClassMapping> mappings = request.getSchema().getMappingList();
        for (int index = 0; index < mappings.size(); index++) {
            ClassMapping mapping = mappings.get(index);
            String field = "schema.mapping[%d]".formatted(index);
            if (targets.put(
                            mapping.getFromClass(),
                            mapping.getToClassesList().stream().distinct().toList())
                    != null) {
                throw new Invalid(field + ".from_class", "comes twice: " + mapping.getFromClass());
            }
            mapping.getToClassesList().stream()
                    .filter(target -> !schema.ids().contains(target))
                    .findFirst()
                    .ifPresent(target -> {
                        throw new Invalid(field + ".to_classes", "the label schema has no class " + target);
                    });
        }
        return ClassMoves.of(targets);
    }

    private static Optional<Change.File> file(PrepareLabelsRequest request) {
        return request.getChangeFile().isEmpty()
                ? Optional.empty()
                : Optional.of(new Change.File(Digest.parse(request.getChangeFile()), format(request.getFormat())));
    }

    private static FileFormat format(LabelFileFormat format) {
        return switch (format) {
            case LABEL_FILE_FORMAT_PARQUET -> FileFormat.PARQUET;
            case LABEL_FILE_FORMAT_CSV -> FileFormat.CSV;
            case LABEL_FILE_FORMAT_JSON_LINES -> FileFormat.JSON_LINES;
            case LABEL_FILE_FORMAT_UNSPECIFIED, UNRECOGNIZED -> throw new Invalid("format", "is required");
        };
    }
}
