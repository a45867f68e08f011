package dev.pedigree.testkit.fault;

import java.util.function.Predicate;

/// A request to S3 as it arrived.
///
/// @param path of the object, with the bucket
public record S3Request(String method, String path, String query) {
    /// Any request.
    public static final Predicate<S3Request> ANY = _ -> true;

    static S3Request of(HttpHead head) {
        String[] line = head.firstLine().split(" ", 3);
        String[] target = line[1].split("\\?", 2);
        return new S3Request(line[0], target[0], target.length > 1 ? target[1] : "");
    }

    /// Requests with `method` for objects whose path has `part`.
    public static Predicate<S3Request> of(String method, String part) {
        return request -> request.method().equals(method) && request.path().contains(part);
    }
}
