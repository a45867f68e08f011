package dev.pedigree.gateway.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.pedigree.lifecycle.Digest;
import dev.pedigree.lifecycle.access.Grant;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.lifecycle.name.ProjectName;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One line of the token file, a JSON object. It is strict: a misspelt key must not widen what a token may do.
///
/// ```
/// {"id":"ada-laptop","sha256":"<64 hex>","principal":"user:ada","expires":"2027-01-31T00:00:00Z",
///  "grants":[{"project":"digits","role":"deployer","environments":["staging"]},{"project":"*","role":"reader"}]}
/// ```
///
/// `project` is an id or `*`, `expires` an instant or `never`; `environments` (ids or `*`) is for deployers.
record TokenLine(Digest hash, Credential credential) {
    private static final String NEVER = "never";

    static TokenLine parse(String line) {
        try {
            Map<String, Object> fields =
                    only(JSONObjectUtils.parse(line), Set.of("id", "sha256", "principal", "expires", "grants"));
            List<Grant> grants = new ArrayList<>();
            for (Map<String, Object> grant : objects(fields, "grants")) {
                grants.add(grant(only(grant, Set.of("project", "role", "environments"))));
            }
            Credential credential = new Credential(
                    text(fields, "id"), text(fields, "principal"), grants, expiry(text(fields, "expires")));
            return new TokenLine(Digest.parse("sha256:" + text(fields, "sha256")), credential);
        } catch (ParseException | DateTimeParseException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    private static Map<String, Object> only(Map<String, Object> fields, Set<String> known) {
        Set<String> strangers = new LinkedHashSet<>(fields.keySet());
        strangers.removeAll(known);
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("unknown key " + strangers + ", known are " + known);
        }
        return fields;
    }

    private static String text(Map<String, Object> fields, String key) throws ParseException {
        return Optional.ofNullable(JSONObjectUtils.getString(fields, key))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing"));
    }

    private static List<Map<String, Object>> objects(Map<String, Object> fields, String key) throws ParseException {
        return Optional.ofNullable(JSONObjectUtils.getJSONObjectArray(fields, key))
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing"));
    }

    private static Optional<Instant> expiry(String text) {
        return text.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static Grant grant(Map<String, Object> fields) throws ParseException {
        String project = text(fields, "project");
        String role = text(fields, "role");
        return new Grant(
                project.equals(Grant.ALL) ? Optional.empty() : Optional.of(new ProjectName(project)),
                Role.ofId(role).orElseThrow(() -> new IllegalArgumentException("there is no role '" + role + "'")),
                Optional.ofNullable(JSONObjectUtils.getStringList(fields, "environments"))
                        .map(Set::copyOf)
                        .orElse(Set.of()));
    }

    String write() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", credential.id());
        fields.put("sha256", hash.hex());
        fields.put("principal", credential.principal());
        fields.put("expires", credential.expiry().map(Instant::toString).orElse(NEVER));
        fields.put("grants", credential.grants().stream().map(TokenLine::write).collect(Collectors.toList()));
        return JSONObjectUtils.toJSONString(fields);
    }

    private static Map<String, Object> write(Grant grant) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("project", grant.project().map(ProjectName::id).orElse(Grant.ALL));
        fields.put("role", grant.role().id());
        if (!grant.environments().isEmpty()) {
            fields.put("environments", grant.environments().stream().sorted().toList());
        }
        return fields;
    }
}
