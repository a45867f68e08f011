package dev.pedigree.gateway.identity;

import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.lifecycle.name.ProjectName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The command that makes an API token: it appends the hash to the file and prints the token, once.
public final class IssueToken {
    private static final int FIXED = 4;

    private IssueToken() {}

    /// `FILE ID PRINCIPAL DAYS GRANT...`, a grant being `project:role` or `project:role:environment,environment`.
    public static void main(String[] arguments) {
        if (arguments.length <= FIXED) {
            System.err.println("usage: FILE ID PRINCIPAL DAYS PROJECT:ROLE[:ENVIRONMENT,...] ...");
            System.exit(2);
        }
        Duration life = Duration.ofDays(Long.parseLong(arguments[3]));
        List<Grant> grants =
                Arrays.stream(arguments).skip(FIXED).map(IssueToken::grant).toList();
        Credential credential = new Credential(
                arguments[1],
                arguments[2],
                grants,
                Optional.of(Clock.systemUTC().instant().plus(life).truncatedTo(ChronoUnit.SECONDS)));
        System.out.println(new TokenFile(Path.of(arguments[0])).issue(credential));
    }

    private static Grant grant(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("'" + text + "' is not project:role");
        }
        return new Grant(
                parts[0].equals(Grant.ALL) ? Optional.empty() : Optional.of(new ProjectName(parts[0])),
                Role.ofId(parts[1])
                        .orElseThrow(() -> new IllegalArgumentException("there is no role '" + parts[1] + "'")),
                parts.length == 3 ? Set.of(parts[2].split(",")) : Set.of());
    }
}
