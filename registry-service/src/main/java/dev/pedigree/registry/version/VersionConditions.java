package dev.pedigree.registry.version;

import static dev.pedigree.registry.jooq.Tables.VERSION;
import static dev.pedigree.registry.jooq.Tables.VERSION_STATE;
import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.State;
import dev.pedigree.registry.name.Names;
import dev.pedigree.registry.name.Times;
import dev.pedigree.v1.Version;
import dev.pedigree.v1.VersionFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.JSONB;

/// A filter of versions as a condition of SQL: everything in it must hold.
final class VersionConditions {
    private VersionConditions() {}

    static Condition of(VersionFilter filter) {
        List<Condition> all = new ArrayList<>();
        all.add(states(filter));
        if (filter.getTagsCount() > 0) {
            all.add(condition("{0} @> {1}", VERSION_STATE.TAGS, val(JSONB.jsonb(TagsJson.print(filter.getTagsMap())))));
        }
        if (!filter.getCreator().isEmpty()) {
            all.add(VERSION.CREATOR.eq(filter.getCreator()));
        }
        if (filter.hasCreatedAfter()) {
            all.add(VERSION.CREATED_AT.gt(Times.fromWire(filter.getCreatedAfter())));
        }
        if (filter.hasCreatedBefore()) {
            all.add(VERSION.CREATED_AT.lt(Times.fromWire(filter.getCreatedBefore())));
        }
        if (!filter.getManifestDigest().isEmpty()) {
            Digest digest = Names.read("filter.manifest_digest", filter.getManifestDigest(), Digest::parse);
            all.add(VERSION.MANIFEST_DIGEST.eq(digest.bytes()));
        }
        return and(all);
    }

    private static Condition states(VersionFilter filter) {
        List<String> named = filter.getStatesList().stream()
                .flatMap(state -> fromWire(state).stream())
                .map(State::name)
                .toList();
        if (!named.isEmpty()) {
            return VERSION_STATE.STATE.in(named);
        }
        return filter.getShowRetired() ? and() : VERSION_STATE.STATE.ne(State.RETIRED.name());
    }

    private static Optional<State> fromWire(Version.State state) {
        return switch (state) {
            case STATE_REGISTERED -> Optional.of(State.REGISTERED);
            case STATE_DEPRECATED -> Optional.of(State.DEPRECATED);
            case STATE_RETIRED -> Optional.of(State.RETIRED);
            case STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
