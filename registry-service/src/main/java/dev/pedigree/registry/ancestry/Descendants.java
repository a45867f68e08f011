package dev.pedigree.registry.ancestry;

import static dev.pedigree.registry.ancestry.Derivation.isDerivation;
import static dev.pedigree.registry.jooq.Tables.EDGE;
import static org.jooq.impl.DSL.any;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jooq.DSLContext;

/// Everything that was made from a version, at any distance.
public final class Descendants {

    private Descendants() {}

    /// The ids, nearest first, the older first within a distance.
    ///
    /// One query for each generation: each version is visited once, at its shortest distance. A recursive query
    /// that carries the distance visits a version once for every length of way to it, which in a line of fine-tuned
    /// models that share a dataset is once for every model before it.
    public static SequencedSet<Long> of(DSLContext tx, long version) {
        SequencedSet<Long> found = new LinkedHashSet<>();
        List<Long> generation = List.of(version);
        while (!generation.isEmpty()) {
            generation = children(tx, generation).stream().filter(found::add).toList();
        }
        return found;
    }

    private static List<Long> children(DSLContext tx, Collection<Long> parents) {
        return tx.selectDistinct(EDGE.SOURCE)
                .from(EDGE)
                .where(EDGE.TARGET.eq(any(parents.toArray(Long[]::new))).and(isDerivation()))
                .orderBy(EDGE.SOURCE)
                .fetch(EDGE.SOURCE);
    }
}
