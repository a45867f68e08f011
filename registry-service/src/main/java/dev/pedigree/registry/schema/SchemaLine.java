package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.ClassChanges;
import dev.pedigree.lifecycle.schema.LabelSchema;
import dev.pedigree.lifecycle.schema.Mode;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.SchemaDiff;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jooq.DSLContext;

/// Every version of a label schema from one to a later one, both included.
record SchemaLine(SchemaSpan span, List<LabelSchema> versions) {

    /// @throws dev.pedigree.chassis.fault.NotFound VERSION_NOT_FOUND
    static SchemaLine read(DSLContext sql, VersionIds ids, SchemaHistory history, SchemaSpan span) {
        ids.requireAll(sql, List.of(span.from(), span.to())); // so that a number far too large is no long list
        List<VersionName> names = LongStream.rangeClosed(
                        span.from().number(), span.to().number())
                .mapToObj(span.schema()::version)
                .toList();
        Map<VersionName, Long> found = ids.requireAll(sql, names);
        return new SchemaLine(
                span,
                names.stream().map(name -> history.read(sql, found.get(name))).toList());
    }

    SchemaDiff diff() {
        return DiffCodec.render(span.schema(), span.from().number(), span.to().number(), mode(), changes());
    }

    private List<ClassChange> changes() {
        return ClassChanges.between(
                versions.getFirst(),
                versions.stream().skip(1).map(LabelSchema::declarations).toList(),
                versions.getLast());
    }

    /// That the last one was judged by.
    private Mode mode() {
        return versions.get(versions.size() - 2).mode();
    }
}
