package dev.pedigree.lifecycle.schema;

/// What a kind of change does to labels of one side, and why.
///
/// @param reason the end of a sentence that begins with the change
public record Effect(Compatibility compatibility, String reason) {

    static Effect compatible(String reason) {
        return new Effect(Compatibility.COMPATIBLE, reason);
    }

    static Effect needsReview(String reason) {
        return new Effect(Compatibility.NEEDS_REVIEW, reason);
    }

    static Effect breaking(String reason) {
        return new Effect(Compatibility.BREAKING, reason);
    }

    /// Both: the worse of the two, or what either says where they agree.
    Effect and(Effect other) {
        if (compatibility != other.compatibility) {
            return compatibility.worse(other.compatibility) == compatibility ? this : other;
        }
        return reason.equals(other.reason) ? this : new Effect(compatibility, reason + "; " + other.reason);
    }
}
