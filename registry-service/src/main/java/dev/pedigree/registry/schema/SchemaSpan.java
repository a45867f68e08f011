package dev.pedigree.registry.schema;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;

/// Two versions of one label schema, the earlier one first.
public record SchemaSpan(VersionName from, VersionName to) {

    /// @param from empty: the version before
    public static SchemaSpan read(String from, String name) {
        VersionName to = Names.read("name", name, VersionName::parse);
        if (from.isEmpty()) {
            return new SchemaSpan(before(to), to);
        }
        VersionName earlier = Names.read("from", from, VersionName::parse);
        if (!earlier.asset().equals(to.asset()) || earlier.number() >= to.number()) {
            throw new Invalid("from", "must be an earlier version of " + to.asset());
        }
        return new SchemaSpan(earlier, to);
    }

    private static VersionName before(VersionName to) {
        if (to.number() == 1) {
            throw new Invalid("name", "is a first version: nothing is before it");
        }
        return to.asset().version(to.number() - 1);
    }

    /// The same back to the first version of all.
    public SchemaSpan sinceFirst() {
        return new SchemaSpan(schema().version(1), to);
    }

    public AssetName schema() {
        return from.asset();
    }
}
