package dev.pedigree.label.testing;

import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.SchemaLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Labels in memory: maps, and nothing clever.
public final class Model {
    private static final int CLASSES = 4;
    private static final String ADDED = "sample,object,annotator,class,source\n";
    private static final String CORRECTED =
            "sample,object,annotator,original,corrected,corrector,reason,corrected_at\n";

    /// Of every version, the labels by key.
    private final List<Map<Key, Value>> versions = new ArrayList<>();

    /// Of every key, what happened: version and class.
    private final TreeMap<Key, List<Happened>> histories = new TreeMap<>();

    /// For every version: where its classes went in the next, if that moved them.
    private final List<Map<String, String>> moves = new ArrayList<>();

    private String schema = "";
    private int epoch;

    private record Key(String sample, String object, String annotator) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return sample + "/" + object + "/" + annotator;
        }
    }

    private record Value(String label, String source) {}

    private record Happened(int version, String label) {}

    public static String sample(Random random) {
        return "s" + random.nextInt(5);
    }

    /// Makes a change of a random kind, here and there.
    public LabelLedger change(LabelClient client, List<LabelLedger> ledgers, Random random) {
        if (versions.isEmpty()) {
            schema = client.schema(classes());
            return added(client, Optional.empty(), new TreeMap<>(), random);
        }
        Map<Key, Value> labels = new TreeMap<>(versions.getLast());
        Optional<LabelLedger> parent = Optional.of(ledgers.getLast());
        return switch (random.nextInt(5)) {
            case 0, 1 -> added(client, parent, labels, random);
            case 2, 3 ->
                labels.isEmpty()
                        ? added(client, parent, labels, random)
                        : corrected(client, parent.get(), labels, random);
            default ->
                labels.isEmpty() ? added(client, parent, labels, random) : moved(client, parent.get(), labels, random);
        };
    }

    private String[] classes() {
        return IntStream.range(0, CLASSES)
                .mapToObj(index -> "e" + epoch + "c" + index)
                .toArray(String[]::new);
    }

    private String label(Random random) {
        return classes()[random.nextInt(CLASSES)];
    }

    private LabelLedger added(LabelClient client, Optional<LabelLedger> parent, Map<Key, Value> labels, Random random) {
        StringBuilder csv = new StringBuilder(ADDED);
        int before = labels.size();
        for (int tries = 0; tries < 12 || labels.size() == before; tries++) {
            String annotator = List.of("ann", "bob", "eve", "vote").get(random.nextInt(4));
            Key key = new Key(sample(random), random.nextBoolean() ? "" : "o", annotator);
            Value value = new Value(label(random), annotator.equals("vote") ? "consensus" : "human");
            if (!labels.containsKey(key)) {
                labels.put(key, value);
                happened(key, value.label());
                csv.append("%s,%s,%s,%s,%s\n"
                        .formatted(key.sample(), key.object(), key.annotator(), value.label(), value.source()));
            }
            if (tries > 1_000) {
                return corrected(client, parent.orElseThrow(), labels, random); // there is no key left
            }
        }
        next(labels, Map.of());
        return parent.map(ledger -> client.additive(ledger, csv.toString()))
                .orElseGet(() -> client.initial(schema, csv.toString()));
    }

    private LabelLedger corrected(LabelClient client, LabelLedger parent, Map<Key, Value> labels, Random random) {
        StringBuilder csv = new StringBuilder(CORRECTED);
        List<Key> keys = new ArrayList<>(labels.keySet());
        int wanted = 1 + random.nextInt(Math.min(6, keys.size()));
        for (int count = 0; count < wanted; count++) {
            Key key = keys.remove(random.nextInt(keys.size()));
            Value value = labels.get(key);
            String corrected = random.nextInt(4) == 0 ? "" : other(value.label(), random);
            csv.append(row(key, value.label(), corrected));
            put(labels, key, corrected);
        }
        next(labels, Map.of());
        return client.corrective(parent, csv.toString());
    }

    private String other(String label, Random random) {
        String other = label(random);
        return other.equals(label) ? other(label, random) : other;
    }

    private static String row(Key key, String original, String corrected) {
        return "%s,%s,%s,%s,%s,joe,why,2026-02-01T10:00:00Z\n"
                .formatted(key.sample(), key.object(), key.annotator(), original, corrected);
    }

    private LabelLedger moved(LabelClient client, LabelLedger parent, Map<Key, Value> labels, Random random) {
        String[] before = classes();
        epoch++;
        schema = client.schema(classes());
        SchemaLabels.Builder mapping = SchemaLabels.newBuilder();
        Map<String, List<String>> targets = new HashMap<>();
        for (String from : before) {
            List<String> to = random.ints(random.nextInt(3), 0, CLASSES)
                    .distinct()
                    .mapToObj(index -> classes()[index])
                    .toList();
            targets.put(from, to);
            mapping.addMapping(ClassMapping.newBuilder().setFromClass(from).addAllToClasses(to));
        }
        StringBuilder csv = new StringBuilder(CORRECTED);
        int rows = 0;
        for (Key key : List.copyOf(labels.keySet())) {
            String label = labels.get(key).label();
            List<String> to = targets.get(label);
            String chosen = to.isEmpty() ? "" : to.get(random.nextInt(to.size()));
            if (to.size() > 1) {
                csv.append(row(key, label, chosen));
                rows++;
            }
            put(labels, key, chosen);
        }
        next(labels, whole(targets));
        return client.moved(
                parent, schema, mapping.build(), rows == 0 ? Optional.empty() : Optional.of(csv.toString()));
    }

    private static Map<String, String> whole(Map<String, List<String>> targets) {
        Map<String, String> whole = new HashMap<>(Map.of("", ""));
        targets.forEach((from, to) -> {
            if (to.size() == 1) {
                whole.put(from, to.getFirst());
            }
        });
        return whole;
    }

    private void put(Map<Key, Value> labels, Key key, String label) {
        happened(key, label);
        if (label.isEmpty()) {
            labels.remove(key);
        } else {
            labels.put(key, new Value(label, labels.get(key).source()));
        }
    }

    private void happened(Key key, String label) {
        histories.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Happened(versions.size(), label));
    }

    /// @param whole empty where the schema stayed
    private void next(Map<Key, Value> labels, Map<String, String> whole) {
        versions.add(labels);
        moves.add(whole);
    }

    public List<String> labels(int version) {
        return versions.get(version).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().label())
                .toList();
    }

    public List<String> diff(int from, int to) {
        Set<Key> keys = new TreeSet<>(versions.get(from).keySet());
        keys.addAll(versions.get(to).keySet());
        return keys.stream()
                .filter(key -> !same(from, to, key))
                .map(key -> "%s %s>%s".formatted(key, at(from, key), at(to, key)))
                .toList();
    }

    private boolean same(int from, int to, Key key) {
        return from <= to
                ? at(to, key).equals(along(at(from, key), from, to))
                : at(from, key).equals(along(at(to, key), to, from));
    }

    /// What the class became if all labels of it did; else something that no class is.
    private String along(String label, int from, int to) {
        String now = label;
        for (int version = from + 1; version <= to; version++) {
            if (!moves.get(version).isEmpty()) {
                now = moves.get(version).getOrDefault(now, "nothing");
            }
        }
        return now;
    }

    private String at(int version, Key key) {
        return Optional.ofNullable(versions.get(version).get(key))
                .map(Value::label)
                .orElse("");
    }

    public List<String> history(String sample, List<LabelLedger> ledgers) {
        return histories.entrySet().stream()
                .filter(entry -> entry.getKey().sample().equals(sample))
                .flatMap(entry -> entry.getValue().stream()
                        .map(happened -> "%s/%s %s %s"
                                .formatted(
                                        entry.getKey().object(),
                                        entry.getKey().annotator(),
                                        ledgers.get(happened.version()).getDigest(),
                                        happened.label())))
                .toList();
    }

    public int annotations() {
        return versions.getLast().size();
    }

    public long samples() {
        return versions.getLast().keySet().stream().map(Key::sample).distinct().count();
    }

    public int items() {
        return byItem().size();
    }

    public long unsettled() {
        return byItem().values().stream()
                .filter(values -> inForce(values).isEmpty())
                .count();
    }

    private Map<String, List<Value>> byItem() {
        return versions.getLast().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().sample() + "/" + entry.getKey().object(),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Optional<String> inForce(List<Value> values) {
        List<Value> settled = values.stream()
                .filter(value -> value.source().equals("consensus"))
                .toList();
        List<Value> candidates = settled.isEmpty() ? values : settled;
        return candidates.size() == 1 ? Optional.of(candidates.getFirst().label()) : Optional.empty();
    }

    public List<String> distribution() {
        Map<String, List<String>> samples = new TreeMap<>();
        byItem().forEach((item, values) -> inForce(values)
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

    public long ratedItems() {
        return rated().size();
    }

    public long ratings() {
        return rated().stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> rated() {
        return byItem().values().stream()
                .map(values -> values.stream()
                        .filter(value -> !value.source().equals("consensus"))
                        .count())
                .filter(count -> count > 1)
                .toList();
    }
}
