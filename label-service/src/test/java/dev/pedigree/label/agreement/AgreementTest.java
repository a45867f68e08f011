package dev.pedigree.label.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The coefficients against worked examples that were published.
final class AgreementTest {
    /// Fleiss 1971, as worked in full in many textbooks: 14 raters, 10 things, 5 classes.
    private static final int[][] FLEISS = {
        {0, 0, 0, 0, 14},
        {0, 2, 6, 4, 2},
        {0, 0, 3, 5, 6},
        {0, 3, 9, 2, 0},
        {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0},
        {3, 2, 6, 3, 0},
        {2, 5, 3, 2, 2},
        {6, 5, 2, 1, 0},
        {0, 2, 2, 3, 7}
    };

    @Test
    void fleissKappaOfHisExample() {
        Agreement agreement = Agreement.of(ratings(FLEISS));
        assertThat(agreement.fleissKappa().orElseThrow()).isCloseTo(0.210, within(0.0005));
        assertThat(agreement.observed()).isCloseTo(0.378, within(0.0005));
        assertThat(agreement.ratings()).isEqualTo(140);
        assertThat(agreement.cohenKappa()).isEmpty();
    }

    /// Two readers and fifty proposals: both yes 20, both no 15, only the first yes 5, only the second 10.
    @Test
    void cohensKappaOfTheTextbookExample() {
        Agreement agreement = Agreement.of(pairs(20, 5, 10, 15));
        assertThat(agreement.observed()).isCloseTo(0.7, within(1e-12));
        assertThat(agreement.cohenKappa().orElseThrow()).isCloseTo(0.4, within(1e-12));
    }

    /// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, missing
    /// data, nominal.
    @Test
    void krippendorffsAlphaOfHisExample() {
        String[] a = {"1", "2", "3", "3", "2", "1", "4", "1", "2", "", "", ""};
        String[] b = {"1", "2", "3", "3", "2", "2", "4", "1", "2", "5", "", "3"};
        String[] c = {"", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", ""};
        String[] d = {"1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", ""};
        Agreement agreement = Agreement.of(units(List.of(a, b, c, d)));
        assertThat(agreement.krippendorffAlpha().orElseThrow()).isCloseTo(0.743, within(0.0005));
        assertThat(agreement.ratings()).isEqualTo(40);
        assertThat(agreement.items()).isEqualTo(11);
        assertThat(agreement.fleissKappa()).isEmpty();
    }

    @Test
    void oneClassAloneSaysNothing() {
        Agreement agreement = Agreement.of(pairs(20, 0, 0, 0));
        assertThat(agreement.observed()).isEqualTo(1);
        assertThat(agreement.cohenKappa()).isEmpty();
        assertThat(agreement.fleissKappa()).isEmpty();
        assertThat(agreement.krippendorffAlpha()).isEmpty();
    }

    @Test
    void ratingsAddUp() {
        Ratings first = pairs(20, 5, 10, 15);
        Ratings second = ratings(FLEISS);
        assertThat(first.plus(second).minus(first)).isEqualTo(second);
        assertThat(first.minus(first)).isEqualTo(Ratings.none());
    }

    private static Ratings ratings(int[][] counts) {
        Ratings sum = Ratings.none();
        for (int[] unit : counts) {
            Map<String, Long> classes = new HashMap<>();
            for (int index = 0; index < unit.length; index++) {
                if (unit[index] > 0) {
                    classes.put("class-" + index, (long) unit[index]);
                }
            }
            sum = sum.plus(new Ratings(Map.of(14, group(classes)), Map.of()));
        }
        return sum;
    }

    private static Ratings.Group group(Map<String, Long> classes) {
        return new Ratings.Group(
                1, classes.values().stream().mapToLong(count -> count * count).sum(), classes);
    }

    private static Ratings pairs(int yes, int first, int second, int no) {
        Ratings sum = Ratings.none();
        sum = sum.plus(many(yes, "yes", "yes"));
        sum = sum.plus(many(first, "yes", "no"));
        sum = sum.plus(many(second, "no", "yes"));
        return sum.plus(many(no, "no", "no"));
    }

    private static Ratings many(int times, String one, String other) {
        Ratings sum = Ratings.none();
        for (int count = 0; count < times; count++) {
            sum = sum.plus(unit(new TreeMap<>(Map.of("ann", one, "bob", other))));
        }
        return sum;
    }

    private static Ratings units(List<String[]> observers) {
        Ratings sum = Ratings.none();
        for (int index = 0; index < observers.getFirst().length; index++) {
            Map<String, String> given = new TreeMap<>();
            for (int observer = 0; observer < observers.size(); observer++) {
                if (!observers.get(observer)[index].isEmpty()) {
                    given.put("observer-" + observer, observers.get(observer)[index]);
                }
            }
            if (given.size() > 1) {
                sum = sum.plus(unit(given));
            }
        }
        return sum;
    }

    private static Ratings unit(Map<String, String> given) {
        Map<String, Long> classes = new HashMap<>();
        Map<String, Map<String, Long>> annotators = new HashMap<>();
        given.forEach((annotator, chosen) -> {
            classes.merge(chosen, 1L, Long::sum);
            annotators.put(annotator, Map.of(chosen, 1L));
        });
        return new Ratings(Map.of(given.size(), group(classes)), annotators);
    }
}
