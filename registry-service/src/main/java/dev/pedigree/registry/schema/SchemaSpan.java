package dev.pedigree.registry.schema;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.AssetName;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;

/// Two versions of one label schema, the earlier one first.
record SchemaSpan(VersionName from, VersionName to) {

    static SchemaSpan read(String from, String to) {
        VersionName earlier = Names.read("from", from, VersionName::parse);
        VersionName later = Names.read("to", to, VersionName::parse);
        if (!later.asset().equals(earlier.asset()) || later.number() <= earlier.number()) {
            throw new Invalid("to", "must be a later version of " + earlier.asset());
        }
        return new SchemaSpan(earlier, later);
    }

    AssetName schema() {
        return from.asset();
    }
}
