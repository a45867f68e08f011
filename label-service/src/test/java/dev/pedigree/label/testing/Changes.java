package dev.pedigree.label.testing;

import dev.pedigree.label.testing.Model.Event;
import dev.pedigree.label.testing.Model.State;
import dev.pedigree.label.testing.Model.Value;
import dev.pedigree.v1.AttributeType;
import dev.pedigree.v1.ClassMapping;
import dev.pedigree.v1.LabelAttribute;
import dev.pedigree.v1.LabelClass;
import dev.pedigree.v1.LabelLedger;
import dev.pedigree.v1.SchemaLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Changes of random kinds, made in the model and by the service alike: mostly of the newest version, now and
/// then of an older one, so that the versions make a tree.
public final class Changes {
    private static final int CLASSES = 4;
    private static final String ADDED = "sample,object,annotator,class,source,attributes\n";
    private static final String CORRECTED =
            "sample,object,annotator,original,corrected,corrector,reason,corrected_at,attributes,source\n";

    private final Model model;
    private final List<LabelLedger> ledgers = new ArrayList<>();
    private final Map<String, List<String>> classes = new HashMap<>();

    public Changes(Model model) {
        this.model = model;
    }

    public List<LabelLedger> ledgers() {
        return ledgers;
    }

    public static String sample(Random random) {
        return "s" + random.nextInt(5);
    }

    public void next(LabelClient client, Random random) {
        if (ledgers.isEmpty()) {
            String schema = schema(client);
            added(
                    client,
                    Optional.empty(),
                    new State(Optional.empty(), schema, new TreeMap<>(), new TreeMap<>(), Map.of()),
                    random);
            return;
        }
        int parent = random.nextInt(4) == 0 ? random.nextInt(ledgers.size()) : ledgers.size() - 1;
        State before = model.version(parent);
        State after = new State(
                Optional.of(parent), before.schema(), new TreeMap<>(before.labels()), new TreeMap<>(), new HashMap<>());
        int kind = before.labels().isEmpty() ? 0 : random.nextInt(5);
        switch (kind) {
            case 0, 1 -> added(client, Optional.of(ledgers.get(parent)), after, random);
            case 2, 3 -> corrected(client, ledgers.get(parent), after, random);
            default -> moved(client, ledgers.get(parent), after, random);
        }
    }

    private String schema(LabelClient client) {
        List<String> ids = IntStream.range(0, CLASSES)
                .mapToObj(index -> "e" + classes.size() + "c" + index)
                .toList();
        String schema = client.schema(ids.stream()
                .map(id -> LabelClass.newBuilder()
                        .setId(id)
                        .setName(id)
                        .setDefinition("a " + id)
                        .addAttributes(
                                LabelAttribute.newBuilder().setId("note").setType(AttributeType.ATTRIBUTE_TYPE_TEXT))
                        .build())
                .toList());
        classes.put(schema, ids);
        return schema;
    }

    /// The classes that labels of the version may be of.
    private List<String> classes(State version) {
        return classes.get(version.schema());
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private void added(LabelClient client, Optional<LabelLedger> parent, State after, Random random) {
        StringBuilder csv = new StringBuilder(ADDED);
        int tries = 0;
        while (tries++ < 12 || after.events().isEmpty()) {
            String annotator = any(List.of("ann", "bob", "eve", "vote"), random);
            Model.Key key = new Model.Key(sample(random), any(List.of("", "o", "p", "q" + tries), random), annotator);
            String source = annotator.equals("vote") ? "consensus" : any(List.of("human", "imported"), random);
            Value value = new Value(any(classes(after), random), source, any(List.of("", "x", "y"), random), "");
            if (after.labels().putIfAbsent(key, value) == null) {
                after.events().put(key, new Event(Optional.of(value), "", false));
                csv.append("%s,%s,%s,%s,%s,%s\n"
                        .formatted(
                                key.sample(),
                                key.object(),
                                annotator,
                                value.label(),
                                source,
                                attributes(value.note())));
            }
        }
        done(
                after,
                parent.map(ledger -> client.additive(ledger, csv.toString()))
                        .orElseGet(() -> client.initial(after.schema(), csv.toString())));
    }

    private void corrected(LabelClient client, LabelLedger parent, State after, Random random) {
        StringBuilder csv = new StringBuilder(CORRECTED);
        List<Model.Key> keys = new ArrayList<>(after.labels().keySet());
        for (int left = 1 + random.nextInt(Math.min(6, keys.size())); left > 0; left--) {
            Model.Key key = keys.remove(random.nextInt(keys.size()));
            Value was = after.labels().get(key);
            String label = any(classes(after), random);
            boolean same = label.equals(was.label());
            boolean sourceOnly = same && !was.source().equals("consensus") && random.nextBoolean();
            String note = !same
                    ? any(List.of("", "x"), random)
                    : sourceOnly ? "" : was.note().equals("x") ? "y" : "x";
            String source = sourceOnly
                    ? (was.source().equals("human") ? "imported" : "human")
                    : same || was.source().equals("consensus") ? "" : any(List.of("", "imported"), random);
            Optional<Value> corrected = random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of(new Value(
                            label,
                            source.isEmpty() ? was.source() : source,
                            note.isEmpty() ? was.note() : note,
                            was.label()));
            put(after, key, corrected, false);
            csv.append(row(key, was, corrected, attributes(note), source));
        }
        done(after, client.corrective(parent, csv.toString()));
    }

    private void moved(LabelClient client, LabelLedger parent, State before, Random random) {
        List<String> from = classes(before);
        State after = new State(before.parent(), schema(client), before.labels(), before.events(), before.moves());
        Map<String, List<String>> targets = new HashMap<>();
        SchemaLabels.Builder mapping = SchemaLabels.newBuilder();
        for (String label : from) {
            List<String> to = random.ints(random.nextInt(3), 0, CLASSES)
                    .distinct()
                    .mapToObj(classes(after)::get)
                    .toList();
            targets.put(label, to);
            mapping.addMapping(ClassMapping.newBuilder().setFromClass(label).addAllToClasses(to));
            after.moves().put(label, to.size() == 1 ? to.getFirst() : "nothing");
        }
        StringBuilder csv = new StringBuilder();
        for (Model.Key key : List.copyOf(after.labels().keySet())) {
            Value was = after.labels().get(key);
            List<String> to = targets.get(was.label());
            boolean anew = to.size() > 1;
            Optional<Value> value = to.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Value(any(to, random), was.source(), was.note(), anew ? was.label() : was.original()));
            put(after, key, value, !anew);
            if (anew) {
                csv.append(row(key, was, value, "", ""));
            }
        }
        Optional<String> rows = csv.isEmpty() ? Optional.empty() : Optional.of(CORRECTED + csv);
        done(after, client.moved(parent, after.schema(), mapping.build(), rows));
    }

    private static void put(State after, Model.Key key, Optional<Value> value, boolean moved) {
        String original = after.labels().get(key).label();
        after.events().put(key, new Event(value, original, moved));
        value.ifPresentOrElse(
                present -> after.labels().put(key, present),
                () -> after.labels().remove(key));
    }

    private static String row(Model.Key key, Value was, Optional<Value> now, String attributes, String source) {
        return "%s,%s,%s,%s,%s,joe,why,2026-02-01T10:00:00Z,%s,%s\n"
                .formatted(
                        key.sample(),
                        key.object(),
                        key.annotator(),
                        was.label(),
                        now.map(Value::label).orElse(""),
                        attributes,
                        source);
    }

    private static String attributes(String note) {
        return note.isEmpty() ? "" : "\"{\"\"note\"\": \"\"%s\"\"}\"".formatted(note);
    }

    /// The same change of the same version makes no other one.
    private void done(State after, LabelLedger ledger) {
        if (ledgers.stream().noneMatch(other -> other.getDigest().equals(ledger.getDigest()))) {
            model.add(after);
            ledgers.add(ledger);
        }
    }
}
