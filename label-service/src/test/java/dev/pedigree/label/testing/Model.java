package dev.pedigree.label.testing;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Labels in memory: a tree of versions, each with all its labels, and nothing clever. Every answer is text, a
/// line for each row.
public final class Model {
    private final List<State> versions = new ArrayList<>();

    record Key(String sample, String object, String annotator) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return sample + "/" + object + "/" + annotator;
        }
    }

    /// @param note the attribute; empty: none
    /// @param original the class before the last correction; empty: it was never corrected
    record Value(String label, String source, String note, String original) {}

    /// @param value empty: withdrawn
    /// @param moved the mapping did it, no row
    record Event(Optional<Value> value, String original, boolean moved) {
        private String text(Key key) {
            return "%s %s %s %s%s"
                    .formatted(
                            key,
                            original,
                            value.map(Value::label).orElse(""),
                            value.map(Value::note).orElse(""),
                            moved ? " moved" : "");
        }
    }

    /// @param parent place of the version it follows
    /// @param events what came to be said in it
    /// @param moves for a schema change: where classes went whole
    record State(
            Optional<Integer> parent,
            String schema,
            TreeMap<Key, Value> labels,
            TreeMap<Key, Event> events,
            Map<String, String> moves) {}

    void add(State version) {
        versions.add(version);
    }

    State version(int place) {
        return versions.get(place);
    }

    /// From the first version to this.
    private List<Integer> path(int place) {
        List<Integer> path = new ArrayList<>();
        for (Optional<Integer> at = Optional.of(place);
                at.isPresent();
                at = versions.get(at.get()).parent()) {
            path.add(at.get());
        }
        return path.reversed();
    }

    public List<String> labels(int place) {
        return labels(place, _ -> true);
    }

    /// Those of a class, an annotator or a source, or that were corrected.
    public List<String> labels(int place, Predicate<Found> filter) {
        return versions.get(place).labels().entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .filter(filter)
                .map(Found::text)
                .toList();
    }

    /// A label that was found.
    public record Found(Key key, Value value) {
        public boolean is(String word) {
            return value.label().equals(word)
                    || value.source().equals(word)
                    || key.annotator().equals(word)
                    || key.sample().equals(word);
        }

        public boolean corrected() {
            return !value.original().isEmpty();
        }

        private String text() {
            return "%s %s %s %s %s".formatted(key, value.label(), value.source(), value.note(), value.original());
        }
    }

    public List<String> history(int place, String sample) {
        TreeMap<Key, List<String>> byKey = new TreeMap<>();
        for (int version : path(place)) {
            versions.get(version).events().forEach((key, event) -> {
                if (key.sample().equals(sample)) {
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(version + " " + event.text(key));
                }
            });
        }
        return byKey.values().stream().flatMap(List::stream).toList();
    }

    public List<String> diff(int from, int to) {
        TreeSet<Key> keys = new TreeSet<>(versions.get(from).labels().keySet());
        keys.addAll(versions.get(to).labels().keySet());
        return keys.stream()
                .map(key -> difference(from, to, key))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> difference(int from, int to, Key key) {
        Optional<Value> was = Optional.ofNullable(versions.get(from).labels().get(key));
        Optional<Value> is = Optional.ofNullable(versions.get(to).labels().get(key));
        boolean sameClass = along(was, from, to).equals(along(is, to, from));
        boolean restDiffers = sameClass && was.isPresent() && !rest(was).equals(rest(is));
        return sameClass && !restDiffers
                ? Optional.empty()
                : Optional.of("%s %s>%s%s".formatted(key, label(was), label(is), restDiffers ? " rest" : ""));
    }

    private static String label(Optional<Value> value) {
        return value.map(Value::label).orElse("");
    }

    private static Optional<String> rest(Optional<Value> value) {
        return value.map(present -> present.note() + " " + present.source());
    }

    /// The class, or if `from` has had no schema change since it parted from `to`: what all labels of it became there,
    /// or something that no class is.
    private String along(Optional<Value> value, int from, int to) {
        String now = label(value);
        List<Integer> before = path(from);
        List<Integer> path = path(to);
        int shared = 0;
        while (shared < Math.min(before.size(), path.size())
                && before.get(shared).equals(path.get(shared))) {
            shared++;
        }
        if (changesSchema(before.subList(shared, before.size()))) {
            return now;
        }
        for (int version : path.subList(shared, path.size())) {
            Map<String, String> moves = versions.get(version).moves();
            if (!moves.isEmpty() && !now.isEmpty()) {
                now = moves.getOrDefault(now, "nothing");
            }
        }
        return now;
    }

    private boolean changesSchema(List<Integer> path) {
        return path.stream().anyMatch(version -> !versions.get(version).moves().isEmpty());
    }

    /// What is counted of a version.
    public List<String> counts(int place) {
        State version = versions.get(place);
        List<String> counts = new ArrayList<>();
        counts.add("annotations " + version.labels().size());
        counts.add("samples "
                + version.labels().keySet().stream().map(Key::sample).distinct().count());
        counts.add("items " + byItem(version).size());
        counts.add("unsettled "
                + byItem(version).values().stream()
                        .filter(values -> inForce(values).isEmpty())
                        .count());
        counts.addAll(distribution(version));
        version.parent()
                .ifPresent(parent -> distribution(versions.get(parent)).forEach(line -> counts.add("before " + line)));
        count(version.labels().entrySet().stream()
                        .map(entry -> "annotator " + entry.getKey().annotator() + " "
                                + entry.getValue().source()))
                .forEach(counts::add);
        changes(version, counts);
        return counts;
    }

    /// Krippendorff's alpha as it is defined: pair by pair.
    public OptionalDouble alpha(int place) {
        State version = versions.get(place);
        double pairs = 0;
        List<String> all = new ArrayList<>();
        for (List<Value> item : byItem(version).values()) {
            List<String> given = item.stream()
                    .filter(value -> !value.source().equals("consensus"))
                    .map(Value::label)
                    .toList();
            if (given.size() > 1) {
                all.addAll(given);
                pairs += (double) unlike(given) / (given.size() - 1);
            }
        }
        long byChance = unlike(all);
        return byChance == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - pairs / all.size() / ((double) byChance / all.size() / (all.size() - 1)));
    }

    private static void changes(State version, List<String> counts) {
        List<Event> events = List.copyOf(version.events().values());
        List<Event> rows = events.stream().filter(event -> !event.moved()).toList();
        counts.add("added "
                + rows.stream().filter(event -> event.original().isEmpty()).count());
        counts.add("corrected "
                + rows.stream()
                        .filter(event ->
                                !event.original().isEmpty() && event.value().isPresent())
                        .count());
        counts.add("withdrawn "
                + events.stream().filter(event -> event.value().isEmpty()).count());
        count(rows.stream()
                        .filter(event -> !event.original().isEmpty())
                        .map(event -> "%s>%s".formatted(event.original(), label(event.value()))))
                .forEach(counts::add);
    }

    private static Stream<String> count(Stream<String> lines) {
        return lines.collect(groupingBy(Function.identity(), TreeMap::new, counting())).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue());
    }

    private static Map<String, List<Value>> byItem(State version) {
        return version.labels().entrySet().stream()
                .collect(groupingBy(
                        entry -> entry.getKey().sample() + "/" + entry.getKey().object(),
                        TreeMap::new,
                        mapping(Map.Entry::getValue, toList())));
    }

    private static Optional<String> inForce(List<Value> values) {
        List<Value> settled = values.stream()
                .filter(value -> value.source().equals("consensus"))
                .toList();
        List<Value> candidates = settled.isEmpty() ? values : settled;
        return candidates.size() == 1 ? Optional.of(candidates.getFirst().label()) : Optional.empty();
    }

    private static List<String> distribution(State version) {
        TreeMap<String, List<String>> samples = new TreeMap<>();
        byItem(version)
                .forEach((item, values) -> inForce(values)
                        .ifPresent(label -> samples.computeIfAbsent(label, _ -> new ArrayList<>())
                                .add(item.substring(0, item.indexOf('/')))));
        return samples.entrySet().stream()
                .map(entry -> "%s %d %d"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().size(),
                                entry.getValue().stream().distinct().count()))
                .toList();
    }

    private static long unlike(List<String> values) {
        return values.stream()
                .mapToLong(value -> values.size() - Collections.frequency(values, value))
                .sum();
    }
}
