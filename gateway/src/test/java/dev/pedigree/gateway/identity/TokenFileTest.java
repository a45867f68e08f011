package dev.pedigree.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.lifecycle.name.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final String HASH = "0".repeat(64);
    private static final Credential ADA = new Credential(
            "ada-laptop",
            "user:ada",
            List.of(
                    new Grant(Optional.of(new ProjectName("digits")), Role.DEPLOYER, Set.of("staging")),
                    new Grant(Optional.empty(), Role.READER, Set.of())),
            Optional.of(Instant.parse("2027-01-31T00:00:00Z")));

    @TempDir
    private Path folder;

    @Test
    void whatIsIssuedIsReadBackByTheHashOfTheToken() {
        TokenFile file = new TokenFile(folder.resolve("tokens"));

        String token = file.issue(ADA);

        assertThat(file.parse(file.read())).isEqualTo(Map.of(Token.hash(token), ADA));
    }

    @Test
    void theTokenItselfIsNotInTheFile() throws IOException {
        Path path = folder.resolve("tokens");

        String token = new TokenFile(path).issue(ADA);

        assertThat(token).startsWith("pedigree_");
        assertThat(Files.readString(path)).doesNotContain(token);
    }

    @Test
    void onlyTheOwnerReadsTheFile() throws IOException {
        Path path = folder.resolve("tokens");
        new TokenFile(path).issue(ADA);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatStandsInTheFileIsKept() throws IOException {
        Path path = folder.resolve("tokens");
        Files.writeString(path, "# people\n\n" + line("bob", HASH)); // no line feed at the end

        new TokenFile(path).issue(ADA);

        assertThat(Files.readAllLines(path)).hasSize(4).startsWith("# people", "");
    }

    @Test
    void anIdIsGivenOnce() {
        TokenFile file = new TokenFile(folder.resolve("tokens"));
        file.issue(ADA);

        assertThatThrownBy(() -> file.issue(ADA)).hasMessageContaining("line 2").hasMessageContaining("there already");
    }

    @Test
    void theDocumentedLineIsUnderstood() {
        String documented = """
                {"id":"ada-laptop","sha256":"%s","principal":"user:ada","expires":"2027-01-31T00:00:00Z",\
                "grants":[{"project":"digits","role":"deployer","environments":["staging"]},\
                {"project":"*","role":"reader"}]}""".formatted(HASH);

        assertThat(parse(documented)).isEqualTo(Map.of(Digest.parse("sha256:" + HASH), ADA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "{\"id\":\"a\",\"sha256\":\"0\",\"principal\":\"p\",\"expires\":\"never\",\"grants\":[]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"expires\":\"tomorrow\",\"grants\":[]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"grants\":[]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"\",\"expires\":\"never\",\"grants\":[]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"expires\":\"never\",\"grants\":[],\"x\":1}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"expires\":\"never\",\"grants\":[{\"role\":\"admin\"}]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"expires\":\"never\","
                        + "\"grants\":[{\"project\":\"*\",\"role\":\"root\"}]}",
                "{\"id\":\"a\",\"sha256\":\"%s\",\"principal\":\"p\",\"expires\":\"never\","
                        + "\"grants\":[{\"project\":\"Digits\",\"role\":\"admin\"}]}"
            })
    void aFileWithAFaultIsRefusedWholeAndTheLineNamed(String fault) {
        assertThatThrownBy(() -> parse(line("bob", "1".repeat(64)) + "\n" + fault.replace("%s", HASH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    private Map<Digest, Credential> parse(String content) {
        return new TokenFile(folder.resolve("tokens")).parse(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String id, String hash) {
        return "{\"id\":\"%s\",\"sha256\":\"%s\",\"principal\":\"user:%s\",\"expires\":\"never\",\"grants\":[]}"
                .formatted(id, hash, id);
    }
}
