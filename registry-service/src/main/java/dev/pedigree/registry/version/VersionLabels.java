package dev.pedigree.registry.version;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.mesh.v1.LedgerEvidence;
import dev.pedigree.registry.mutation.Mutation;
import dev.pedigree.registry.record.CanonicalJson;
import dev.pedigree.registry.sql.FixedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.DSLContext;

/// The SQL of `version_labels`: the ledger of a dataset version, with what was counted in it.
final class VersionLabels {
    private static final String INSERT = "insert into version_labels (version_id, ledger, evidence) values (?, ?, ?)";

    private static final FixedStatement LEDGER =
            new FixedStatement("select ledger from version_labels where version_id = ?");

    private VersionLabels() {}

    /// Nothing, where the record names no ledger.
    static void write(Mutation mutation, long version, LedgerEvidence evidence) {
        if (evidence.hasLedger()) {
            mutation.write(
                    INSERT,
                    version,
                    Digest.parse(evidence.getLedger().getDigest()).bytes(),
                    CanonicalJson.of(evidence.getLedger().toBuilder().clearExpireTime())
                            .text());
        }
    }

    /// The digest of the version's ledger, empty when it has none.
    static String ledger(DSLContext sql, long version) {
        return LEDGER.fetchOptional(sql, VersionLabels::read, version).orElse("");
    }

    private static String read(ResultSet row) throws SQLException {
        return Digest.of(row.getBytes(1)).toString();
    }
}
