package dev.pedigree.label.ledger;

import static java.util.stream.Collectors.toMap;

import dev.pedigree.label.agreement.Ratings;
import dev.pedigree.mesh.v1.AnnotatorRatings;
import dev.pedigree.mesh.v1.LedgerRatings;
import dev.pedigree.mesh.v1.RatingGroup;

/// Ratings as they are stored.
final class RatingsCodec {
    private RatingsCodec() {}

    static LedgerRatings toWire(Ratings ratings) {
        LedgerRatings.Builder stored = LedgerRatings.newBuilder();
        ratings.groups()
                .forEach((size, group) -> stored.addGroups(RatingGroup.newBuilder()
                        .setSize(size)
                        .setItems(group.items())
                        .setSquares(group.squares())
                        .putAllClasses(group.classes())));
        ratings.annotators()
                .forEach((annotator, classes) -> stored.addAnnotators(
                        AnnotatorRatings.newBuilder().setAnnotator(annotator).putAllClasses(classes)));
        return stored.build();
    }

    static Ratings fromWire(LedgerRatings stored) {
        return new Ratings(
                stored.getGroupsList().stream()
                        .collect(toMap(
                                RatingGroup::getSize,
                                group -> new Ratings.Group(
                                        group.getItems(), group.getSquares(), group.getClassesMap()))),
                stored.getAnnotatorsList().stream()
                        .collect(toMap(AnnotatorRatings::getAnnotator, AnnotatorRatings::getClassesMap)));
    }
}
