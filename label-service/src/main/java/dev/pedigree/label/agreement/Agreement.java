package dev.pedigree.label.agreement;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// The coefficients of agreement on nominal classes, each with its definition.
///
/// * observed agreement: the share of pairs of ratings of the same thing that agree, each thing weighing as many
///   ratings as it has.
/// * Cohen's kappa (Cohen 1960): two annotators who both rated every thing; chance from each one's own use of
///   classes.
/// * Fleiss' kappa (Fleiss 1971): the same number of ratings for every thing, by whomever; chance from all ratings.
/// * Krippendorff's alpha (Krippendorff 2011), nominal metric: any number of ratings from two up; chance from all
///   ratings without repetition.
///
/// All are 1 when everybody agrees, and 0 when they agree as often as chance would have it. Where chance alone agrees
/// always, that is where one class was used only, they say nothing.
public record Agreement(
        long items,
        long ratings,
        double observed,
        OptionalDouble cohenKappa,
        OptionalDouble fleissKappa,
        OptionalDouble krippendorffAlpha) {
    private static final int PAIR = 2;

    /// @param ratings of at least one thing
    public static Agreement of(Ratings ratings) {
        Collection<Ratings.Group> groups = ratings.groups().values();
        long items = groups.stream().mapToLong(Ratings.Group::items).sum();
        Map<String, Long> classes = new TreeMap<>();
        groups.forEach(group -> group.classes().forEach((key, count) -> classes.merge(key, count, Long::sum)));
        long count = classes.values().stream().mapToLong(Long::longValue).sum();
        double disagreement = disagreement(ratings.groups()) / count;
        return new Agreement(
                items,
                count,
                1 - disagreement,
                cohen(ratings, items, 1 - disagreement),
                fleiss(ratings, classes, count, 1 - disagreement),
                alpha(classes, count, disagreement));
    }

    /// Ordered pairs of ratings of the same thing that differ, a pair weighing 1/(ratings of the thing - 1).
    private static double disagreement(Map<Integer, Ratings.Group> groups) {
        return groups.entrySet().stream()
                .mapToDouble(entry -> {
                    double size = entry.getKey();
                    return (entry.getValue().items() * size * size
                                    - entry.getValue().squares())
                            / (size - 1);
                })
                .sum();
    }

    private static OptionalDouble cohen(Ratings ratings, long items, double observed) {
        List<Map<String, Long>> two = List.copyOf(ratings.annotators().values());
        if (two.size() != PAIR || !onlySize(ratings, PAIR)) {
            return OptionalDouble.empty();
        }
        double chance = two.getFirst().entrySet().stream()
                .mapToDouble(entry ->
                        share(entry.getValue(), items) * share(two.getLast().getOrDefault(entry.getKey(), 0L), items))
                .sum();
        return beyondChance(observed, chance);
    }

    private static OptionalDouble fleiss(Ratings ratings, Map<String, Long> classes, long count, double observed) {
        if (ratings.groups().size() != 1) {
            return OptionalDouble.empty();
        }
        double chance = classes.values().stream()
                .mapToDouble(number -> share(number, count) * share(number, count))
                .sum();
        return beyondChance(observed, chance);
    }

    private static OptionalDouble alpha(Map<String, Long> classes, long count, double disagreement) {
        double expected = classes.values().stream()
                .mapToDouble(number -> share(number, count) * (count - number) / (count - 1.0))
                .sum();
        return expected == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - disagreement / expected);
    }

    private static boolean onlySize(Ratings ratings, int size) {
        return ratings.groups().keySet().stream().allMatch(group -> group == size);
    }

    private static double share(long number, long all) {
        return (double) number / all;
    }

    private static OptionalDouble beyondChance(double observed, double chance) {
        return chance >= 1 ? OptionalDouble.empty() : OptionalDouble.of((observed - chance) / (1 - chance));
    }
}
