package dev.pedigree.testkit;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// How to reach one database, as either of its two roles.
///
/// @param jdbcUrl without user and password
public record Database(String jdbcUrl, String ownerPassword, String servicePassword) {

    /// Owns the schemas and runs the migrations.
    public static final String OWNER = "pedigree_owner";

    /// Serves requests; can change no schema.
    public static final String SERVICE = "pedigree_service";

    /// Unpooled connections of the owner.
    public DataSource asOwner() {
        return dataSource(jdbcUrl, OWNER, ownerPassword);
    }

    /// Unpooled connections of the service role.
    public DataSource asService() {
        return dataSource(jdbcUrl, SERVICE, servicePassword);
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }

    static DataSource dataSource(String jdbcUrl, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
