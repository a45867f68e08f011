package dev.pedigree.lifecycle.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.lifecycle.InvalidName;
import dev.pedigree.lifecycle.Kind;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNameTest {

    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape(ProjectName::parse, "projects/p"),
                shape(AssetName::parse, "projects/p/datasets/d"),
                shape(AssetName::parse, "projects/p/models/m"),
                shape(AssetName::parse, "projects/p/labelSchemas/s"),
                shape(VersionName::parse, "projects/p/labelSchemas/s/versions/2"),
                shape(AliasName::parse, "projects/p/models/m/aliases/prod"),
                shape(EvaluationName::parse, "projects/p/models/m/versions/3/evaluations/4"),
                shape(EnvironmentName::parse, "projects/p/models/m/environments/production"),
                shape(PolicyName::parse, "projects/p/models/m/environments/production/deployPolicy"),
                shape(DeploymentName::parse, "projects/p/models/m/environments/production/deployments/12"),
                shape(RetirementName::parse, "projects/p/datasets/d/versions/3/retirement"),
                shape(SchemaReviewName::parse, "projects/p/datasets/d/versions/7/schemaReviews/2"),
                shape(BlobName::parse, "projects/p/blobs/" + DIGEST),
                shape(ManifestName::parse, "projects/p/manifests/" + DIGEST));
    }

    private static Arguments shape(Function<String, ResourceName> parse, String text) {
        return Arguments.of(parse, text);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapePrintsAsItWasRead(Function<String, ResourceName> parse, String text) {
        ResourceName name = parse.apply(text);

        assertThat(name).hasToString(text);
        assertThat(name.project()).hasToString("projects/p");
        assertThat(parse.apply(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeRefusesMoreAndLess(Function<String, ResourceName> parse, String text) {
        assertThatThrownBy(() -> parse.apply(text + "/")).isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> parse.apply(text + "/more")).isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> parse.apply("/" + text)).isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> parse.apply(text.substring(0, text.lastIndexOf('/'))))
                .isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> parse.apply(text.replace("projects/p", "projects/-")))
                .isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> parse.apply("")).isInstanceOf(InvalidName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a_b", "A", "1a", "ä", "a.b", "a b", "..", "%2e"})
    void anIdIsLettersDigitsAndHyphens(String id) {
        assertThatThrownBy(() -> ProjectName.parse("projects/" + id))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("begins with a letter");
        assertThatThrownBy(() -> new ProjectName(id)).isInstanceOf(InvalidName.class);
    }

    @Test
    void anIdHasAtMostSixtyThreeCharacters() {
        assertThat(new ProjectName("a".repeat(63)).id()).hasSize(63);
        assertThatThrownBy(() -> new ProjectName("a".repeat(64))).isInstanceOf(InvalidName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "+1", "1.0", "1e3", "٣", "latest", "@prod", "12345678901"})
    void aVersionNameHoldsAnExactNumber(String number) {
        assertThatThrownBy(() -> VersionName.parse("projects/p/models/m/versions/" + number))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("is not a version number");
    }

    @Test
    void numbersBeginAtOne() {
        AssetName model = AssetName.parse("projects/p/models/m");

        assertThatThrownBy(() -> model.version(0)).isInstanceOf(InvalidName.class);
        assertThat(model.version(9_999_999_999L)).hasToString("projects/p/models/m/versions/9999999999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "projects/p/models | the asset is missing",
                "projects/p/Models/m | 'Models' is no kind of asset; there are datasets, models, labelSchemas",
                "project/p/models/m | 'project' stands where 'projects' should be",
                "projects/p/models/m/versions/3 | there is more after 'projects/p/models/m'",
                "projects/p/models/M | 'M' is not an asset id",
            })
    void aRefusalSaysWhatIsWrongAndWhatToSend(String text, String detail) {
        assertThatThrownBy(() -> AssetName.parse(text))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining(detail)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("projects/{project}/{datasets|models|labelSchemas}/{asset}");
    }

    @Test
    void onlyModelsHaveEnvironmentsAndEvaluations() {
        assertThatThrownBy(() -> EnvironmentName.parse("projects/p/datasets/d/environments/production"))
                .isInstanceOf(InvalidName.class)
                .hasMessage("projects/p/datasets/d has no environments: only models do");
        assertThatThrownBy(() -> SchemaReviewName.parse("projects/p/models/m/versions/1/schemaReviews/1"))
                .isInstanceOf(InvalidName.class);
        assertThatThrownBy(() -> EvaluationName.parse("projects/p/datasets/d/versions/1/evaluations/1"))
                .isInstanceOf(InvalidName.class)
                .hasMessage("projects/p/datasets/d has no evaluations: only models do");
    }

    @Test
    void aBadDigestIsExplained() {
        assertThatThrownBy(() -> BlobName.parse("projects/p/blobs/sha256:12"))
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("64 lower-case hexadecimal digits");
    }

    @Test
    void namesAreBuiltFromTheirParents() {
        AssetName model = new AssetName(new ProjectName("p"), Kind.MODEL, "m");

        assertThat(model.version(3).evaluation(4)).hasToString("projects/p/models/m/versions/3/evaluations/4");
        assertThat(model.environment("prod").deployment(12))
                .hasToString("projects/p/models/m/environments/prod/deployments/12");
        assertThat(model.environment("prod").policy())
                .hasToString("projects/p/models/m/environments/prod/deployPolicy");
    }
}
