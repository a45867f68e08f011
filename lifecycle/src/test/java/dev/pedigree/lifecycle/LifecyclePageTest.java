package dev.pedigree.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.access.Permission;
import dev.pedigree.lifecycle.access.Role;
import dev.pedigree.lifecycle.gate.Gate;
import dev.pedigree.lifecycle.gate.Outcome;
import dev.pedigree.lifecycle.retirement.RetirementReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares `docs/lifecycle.md` with the code.
class LifecyclePageTest {

    private static final String PAGE = "lifecycle.md";

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("states", states()),
                Arguments.of("verbs", verbs()),
                Arguments.of("steps", steps()),
                Arguments.of("uses", uses()),
                Arguments.of("gates", gates()),
                Arguments.of("outcomes", outcomes()),
                Arguments.of("reasons", reasons()),
                Arguments.of("roles", roles()),
                Arguments.of("permissions", permissions()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void everyTableOfThePageSaysWhatTheCodeDoes(String name, MarkdownTable expected) throws IOException {
        assertThat(PageTables.of(PAGE)).containsEntry(name, expected.toString());
    }

    @Test
    void thePageHasNoOtherTables() throws IOException {
        assertThat(PageTables.of(PAGE).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        tables().map(table -> (String) table.get()[0]).toList());
    }

    private static MarkdownTable states() {
        MarkdownTable table = new MarkdownTable("state", "meaning", "verbs that move it");
        for (State state : State.values()) {
            String verbs = new Step.Stays(Lifecycle.legalVerbs(state))
                    .legalVerbs().stream().map(LifecyclePageTest::code).collect(Collectors.joining(", "));
            table.row(code(state), state.meaning(), verbs.isEmpty() ? "none" : verbs);
        }
        return table;
    }

    private static MarkdownTable verbs() {
        MarkdownTable table = new MarkdownTable("verb", "meaning");
        Arrays.stream(Verb.values()).forEach(verb -> table.row(code(verb), verb.meaning()));
        return table;
    }

    private static MarkdownTable steps() {
        MarkdownTable table = new MarkdownTable("from", "verb", "to");
        Lifecycle.TABLE.forEach(step -> table.row(code(step.from()), code(step.verb()), code(step.to())));
        return table;
    }

    private static MarkdownTable uses() {
        MarkdownTable table = new MarkdownTable("use", "meaning", "allowed in");
        for (Use use : Use.values()) {
            String states = Arrays.stream(State.values())
                    .filter(state -> Lifecycle.allows(state, use))
                    .map(LifecyclePageTest::code)
                    .collect(Collectors.joining(", "));
            table.row(code(use), use.meaning(), states);
        }
        return table;
    }

    private static MarkdownTable gates() {
        MarkdownTable table = new MarkdownTable("gate", "what must hold", "stops a rollback");
        Arrays.stream(Gate.values())
                .forEach(gate -> table.row(code(gate), gate.meaning(), gate.stopsRollback() ? "yes" : "no"));
        return table;
    }

    private static MarkdownTable outcomes() {
        MarkdownTable table = new MarkdownTable("outcome", "meaning");
        Arrays.stream(Outcome.values()).forEach(outcome -> table.row(code(outcome), outcome.meaning()));
        return table;
    }

    private static MarkdownTable reasons() {
        MarkdownTable table = new MarkdownTable("reason", "meaning");
        Arrays.stream(RetirementReason.values()).forEach(reason -> table.row(code(reason), reason.meaning()));
        return table;
    }

    private static MarkdownTable roles() {
        MarkdownTable table = new MarkdownTable("role", "meaning");
        Arrays.stream(Role.values()).forEach(role -> table.row("`" + role.id() + "`", role.meaning()));
        return table;
    }

    private static MarkdownTable permissions() {
        Stream<String> roles = Arrays.stream(Role.values()).map(Role::id);
        MarkdownTable table = new MarkdownTable(
                Stream.concat(Stream.of("permission", "meaning"), roles).toArray(String[]::new));
        for (Permission permission : Permission.values()) {
            Stream<String> marks = Arrays.stream(Role.values()).map(role -> role.holds(permission) ? "yes" : "");
            table.row(Stream.concat(Stream.of(code(permission), permission.meaning()), marks)
                    .toArray(String[]::new));
        }
        return table;
    }

    private static String code(Enum<?> constant) {
        return "`" + constant.name() + "`";
    }
}
