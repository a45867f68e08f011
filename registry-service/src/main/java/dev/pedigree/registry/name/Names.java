package dev.pedigree.registry.name;

import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.InvalidName;
import java.util.function.Function;

/// Reads resource names that came in a request.
///
///     AssetName asset = Names.read("parent", request.getParent(), AssetName::parse);
public final class Names {
    private Names() {}

    /// @param field what the caller calls it
    public static <N> N read(String field, String text, Function<String, N> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidName invalid) {
            throw new Invalid(field, invalid.getMessage());
        }
    }
}
