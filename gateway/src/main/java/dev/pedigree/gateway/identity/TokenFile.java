package dev.pedigree.gateway.identity;

import dev.pedigree.lifecycle.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The file that API tokens are kept in: by their hashes, one a line (`TokenLine` shows one). Blank lines and
/// lines that begin with `#` are comments; to revoke a token, take its line out.
public final class TokenFile {
    private static final String OWNER_ONLY = "rw-------";
    private static final String COMMENT = "#";

    private final Path path;

    public TokenFile(Path path) {
        this.path = path;
    }

    /// Makes a token for `credential`, stores its hash and returns the token itself, which nobody can read again later.
    /// The file is replaced as a whole and readable by its owner only.
    public String issue(Credential credential) {
        String token = Token.random();
        try {
            String before = Files.exists(path) ? Files.readString(path) : "";
            String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            String after = before + separator + new TokenLine(Token.hash(token), credential).write() + "\n";
            parse(after);
            replace(after);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + path, failure);
        }
        return token;
    }

    private void replace(String content) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(
                folder,
                ".tokens",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            Files.writeString(fresh, content, StandardOpenOption.DSYNC);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    byte[] read() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + path, failure);
        }
    }

    /// Every credential by the hash of its token. A file with a fault in it is refused whole.
    Map<Digest, Credential> parse(byte[] content) {
        return parse(new String(content, StandardCharsets.UTF_8));
    }

    private Map<Digest, Credential> parse(String content) {
        Map<Digest, Credential> tokens = new HashMap<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            if (line.isBlank() || line.startsWith(COMMENT)) {
                continue;
            }
            TokenLine token = parse(number, line.strip());
            if (tokens.put(token.hash(), token.credential()) != null
                    || !ids.add(token.credential().id())) {
                throw refuse(number, "the token or its id is there already");
            }
        }
        return Map.copyOf(tokens);
    }

    private TokenLine parse(int number, String line) {
        try {
            return TokenLine.parse(line);
        } catch (IllegalArgumentException fault) {
            throw refuse(number, fault.getMessage());
        }
    }

    private IllegalArgumentException refuse(int number, String why) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(path, number, why));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
