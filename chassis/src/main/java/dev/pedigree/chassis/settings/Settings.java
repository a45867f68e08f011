package dev.pedigree.chassis.settings;

import dev.pedigree.chassis.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The environment, read once at start by the small settings records.
///
/// Every name begins with `PEDIGREE_`; the records name their settings without it. A secret may also come from a file,
/// whose path is in the setting `..._FILE`. After the last record is read, `finish` refuses names that nobody asked
/// for, since a misspelt setting is a setting that silently does not hold.
public final class Settings {
    public static final String PREFIX = "PEDIGREE_";

    private static final Logger LOGGER = LoggerFactory.getLogger(Settings.class);
    private static final String MASK = "***";
    private static final String FILE = "_FILE";

    private final Map<String, String> given;
    private final Map<String, String> effective = new TreeMap<>();
    private final Set<String> known = new HashSet<>();

    public Settings(Map<String, String> environment) {
        this.given = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().substring(PREFIX.length()), Map.Entry::getValue));
    }

    public Optional<String> optionalText(String name) {
        return look(name, Function.identity(), "text");
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    public String text(String name, String otherwise) {
        return optionalText(name).orElseGet(() -> assume(name, otherwise));
    }

    public int number(String name, int otherwise, int least, int most) {
        int value = look(name, Integer::parseInt, "a number").orElseGet(() -> assume(name, otherwise));
        if (value < least || value > most) {
            throw refuse(name, "is %d, and must be between %d and %d".formatted(value, least, most));
        }
        return value;
    }

    /// Written as `500ms`, `30s`, `5m` or `2h`.
    public Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        Duration value = look(name, Durations::parse, "a duration such as 500ms, 30s or 5m")
                .orElse(otherwise);
        effective.put(name, Durations.write(value));
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refuse(
                    name,
                    "is %s, and must be between %s and %s"
                            .formatted(Durations.write(value), Durations.write(least), Durations.write(most)));
        }
        return value;
    }

    public boolean flag(String name, boolean otherwise) {
        return look(name, Settings::parseFlag, "true or false").orElseGet(() -> assume(name, otherwise));
    }

    public Endpoint endpoint(String name, Endpoint otherwise) {
        return look(name, Endpoint::parse, "host:port").orElseGet(() -> assume(name, otherwise));
    }

    public Endpoint endpoint(String name) {
        return look(name, Endpoint::parse, "host:port").orElseThrow(() -> missing(name));
    }

    /// `key=value` pairs, separated by semicolons.
    public Map<String, String> pairs(String name) {
        return look(name, Settings::parsePairs, "key=value;key=value").orElseGet(Map::of);
    }

    /// A value that is never shown: given itself, or as the path of a file that holds it.
    public Optional<String> optionalSecret(String name) {
        known.add(name);
        known.add(name + FILE);
        Optional<String> itself = Optional.ofNullable(given.get(name));
        Optional<String> inFile = Optional.ofNullable(given.get(name + FILE)).map(path -> readFile(name, path));
        if (itself.isPresent() && inFile.isPresent()) {
            throw refuse(name, "is given twice, itself and as " + PREFIX + name + FILE);
        }
        Optional<String> secret = itself.or(() -> inFile);
        secret.ifPresent(_ -> effective.put(name, MASK));
        return secret;
    }

    public String secret(String name) {
        return optionalSecret(name).orElseThrow(() -> missing(name));
    }

    /// To be called when every record has been read: refuses what nobody asked for, and logs what holds.
    public void finish() {
        List<String> strangers = given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
        if (!strangers.isEmpty()) {
            throw new SettingsException(strangers.stream().map(this::suggest).collect(Collectors.joining("; ")));
        }
        LOGGER.info("settings: {}", effective());
    }

    /// What holds, one `NAME=value` after the other, secrets masked.
    public String effective() {
        return effective.entrySet().stream()
                .map(entry -> PREFIX + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /// The refusal of a value, for records that know better than a type what makes sense.
    public static SettingsException refuse(String name, String why) {
        return new SettingsException(PREFIX + name + " " + why);
    }

    private <T> Optional<T> look(String name, Function<String, T> parse, String form) {
        known.add(name);
        Optional<String> text = Optional.ofNullable(given.get(name));
        text.ifPresent(value -> effective.put(name, value));
        return text.map(value -> {
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException _) {
                throw refuse(name, "is '" + value + "', and must be " + form);
            }
        });
    }

    private <T> T assume(String name, T value) {
        effective.put(name, value.toString());
        return value;
    }

    private String suggest(String stranger) {
        return known.stream()
                .min(Comparator.comparingInt(name -> Spelling.distance(stranger, name)))
                .map(near -> PREFIX + stranger + " is no setting of this service; did you mean " + PREFIX + near + "?")
                .orElseGet(() -> PREFIX + stranger + " is no setting of this service");
    }

    private static SettingsException missing(String name) {
        return refuse(name, "is required");
    }

    private static String readFile(String name, String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException _) {
            throw refuse(name + FILE, "names a file that cannot be read: " + path);
        }
    }

    private static boolean parseFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Map<String, String> parsePairs(String text) {
        return Stream.of(text.split(";"))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .peek(pair -> {
                    if (pair.length != 2) {
                        throw new IllegalArgumentException(text);
                    }
                })
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    }
}
