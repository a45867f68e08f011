package dev.pedigree.standalone;

import dev.pedigree.gateway.identity.Credential;
import dev.pedigree.gateway.identity.TokenFile;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.testkit.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The administrator's token of a data folder, made at the first start. Only the owner of the folder can read it.
final class FirstToken {
    private FirstToken() {}

    /// The file that holds the token itself.
    static Path file(Path data) {
        return data.resolve("admin.token");
    }

    /// The file of hashes that the gateway reads; more tokens can be issued into it.
    static Path tokens(Path data) {
        return data.resolve("tokens.jsonl");
    }

    static void ensure(Path data) {
        if (Files.exists(file(data))) {
            return;
        }
        try {
            Files.createDirectories(data);
            Credential administrator = new Credential(
                    "admin-" + UUID.randomUUID(),
                    "user:admin",
                    List.of(new Grant(Optional.empty(), Role.ADMIN, Set.of())),
                    Optional.empty());
            PrivateFiles.write(file(data), new TokenFile(tokens(data)).issue(administrator) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
