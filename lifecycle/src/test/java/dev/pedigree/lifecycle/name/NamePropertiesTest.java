package dev.pedigree.lifecycle.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamePropertiesTest {

    private static final List<Function<String, Object>> PARSERS = List.of(
            ProjectName::parse,
            AssetName::parse,
            VersionName::parse,
            VersionReference::parse,
            AliasName::parse,
            EnvironmentName::parse,
            PolicyName::parse,
            DeploymentName::parse,
            EvaluationName::parse,
            RetirementName::parse,
            BlobName::parse,
            ManifestName::parse,
            AssetPattern::parse,
            EnvironmentPattern::parse);

    @Property
    void whatIsBuiltPrintsAndReadsBackTheSame(@ForAll("versions") VersionName version) {
        assertThat(VersionName.parse(version.toString())).isEqualTo(version);
        assertThat(VersionReference.parse(version.toString()))
                .isEqualTo(new VersionReference(version.asset(), new VersionReference.Exact(version.number())));
    }

    @Property
    void anyTextIsRefusedCleanlyOrPrintsAsItWasRead(@ForAll("almostNames") String text) {
        for (Function<String, Object> parser : PARSERS) {
            try {
                assertThat(parser.apply(text)).hasToString(text);
            } catch (InvalidName refused) {
                assertThat(refused.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Provide
    Arbitrary<VersionName> versions() {
        return Combinators.combine(
                        ids(),
                        Arbitraries.of(Kind.class),
                        ids(),
                        Arbitraries.longs().between(1, 9_999_999_999L))
                .as((project, kind, asset, number) ->
                        new AssetName(new ProjectName(project), kind, asset).version(number));
    }

    /// Segments that occur in names, and some that do not, in any order and number.
    @Provide
    Arbitrary<String> almostNames() {
        Arbitrary<String> words = Arbitraries.of(
                "projects",
                "models",
                "datasets",
                "versions",
                "environments",
                "deployPolicy",
                "aliases",
                "latest",
                "@prod",
                "retirement",
                "-",
                "",
                "1",
                "blobs",
                "sha256:" + "0".repeat(64),
                "A",
                "\n");
        Arbitrary<String> rest = Arbitraries.oneOf(
                        words, ids(), Arbitraries.strings().ofMaxLength(5))
                .list()
                .ofMaxSize(7)
                .map(segments -> String.join("/", segments));
        return Combinators.combine(Arbitraries.of("projects/p/", "projects/p/models/m/", ""), rest)
                .as(String::concat);
    }

    private static Arbitrary<String> ids() {
        Arbitrary<String> tail = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMaxLength(62);
        return Combinators.combine(Arbitraries.chars().range('a', 'z'), tail).as((first, more) -> first + more);
    }
}
