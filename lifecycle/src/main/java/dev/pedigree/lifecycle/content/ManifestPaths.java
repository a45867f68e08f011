package dev.pedigree.lifecycle.content;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds paths of one manifest that cannot exist side by side on some file system: the same name but for letter case,
/// or a file that is also a folder. Not for use by several threads.
public final class ManifestPaths {

    private final Map<String, ManifestPath> files = new HashMap<>();
    private final Set<String> folders = new HashSet<>();

    /// Takes the next path, in any order; the answer says what it clashes with.
    public Optional<String> add(ManifestPath path) {
        String folded = fold(path.toString());
        ManifestPath twin = files.putIfAbsent(folded, path);
        if (twin != null) {
            return Optional.of(
                    twin.equals(path)
                            ? "%s is listed twice".formatted(path)
                            : "%s and %s differ only in letter case".formatted(twin, path));
        }
        if (folders.contains(folded)) {
            return Optional.of("%s is a file and also a folder of other files".formatted(path));
        }
        return addFolders(folded);
    }

    private Optional<String> addFolders(String folded) {
        int slash = folded.lastIndexOf('/');
        while (slash > 0) {
            String folder = folded.substring(0, slash);
            if (files.containsKey(folder)) {
                return Optional.of("%s is a file and also a folder of other files".formatted(files.get(folder)));
            }
            if (!folders.add(folder)) {
                return Optional.empty();
            }
            slash = folded.lastIndexOf('/', slash - 1);
        }
        return Optional.empty();
    }

    /// Upper case first, so that letters which share an upper case (such as the two small sigmas) become one.
    private static String fold(String path) {
        String folded = path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
