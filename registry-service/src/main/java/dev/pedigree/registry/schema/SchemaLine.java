package dev.pedigree.registry.schema;

import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.lifecycle.schema.ClassChange;
import dev.pedigree.lifecycle.schema.ClassChanges;
import dev.pedigree.lifecycle.schema.Declarations;
import dev.pedigree.lifecycle.schema.EarlierLabels;
import dev.pedigree.lifecycle.schema.LabelSchema;
import dev.pedigree.lifecycle.schema.Mode;
import dev.pedigree.registry.name.VersionIds;
import dev.pedigree.v1.SchemaDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jooq.DSLContext;

/// Every version of a label schema from one to a later one, both included.
public record SchemaLine(SchemaSpan span, List<LabelSchema> versions) {

    /// @throws dev.pedigree.chassis.fault.NotFound VERSION_NOT_FOUND
    public static SchemaLine read(DSLContext sql, VersionIds ids, SchemaHistory history, SchemaSpan span) {
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

    public SchemaDiff diff() {
        return DiffCodec.render(span.schema(), span.from().number(), span.to().number(), mode(), changes());
    }

    public List<ClassChange> changes() {
        return ClassChanges.between(versions.getFirst(), steps(versions), versions.getLast());
    }

    /// What each version after the first declares.
    private static List<Declarations> steps(List<LabelSchema> line) {
        return line.stream().skip(1).map(LabelSchema::declarations).toList();
    }

    /// Labels of its first version as its last one reads them; empty when they are no longer legal.
    public Optional<EarlierLabels> labels() {
        return EarlierLabels.read(versions.getFirst(), steps(versions), versions.getLast());
    }

    /// The part that begins with one of its versions, or ends with one.
    public SchemaLine part(long first, long last) {
        int offset = (int) span.from().number();
        return new SchemaLine(
                new SchemaSpan(span.schema().version(first), span.schema().version(last)),
                versions.subList((int) first - offset, (int) last - offset + 1));
    }

    /// That the last one was judged by.
    private Mode mode() {
        return versions.get(versions.size() - 2).mode();
    }
}
