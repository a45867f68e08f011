package dev.pedigree.registry.review;

import dev.pedigree.chassis.fault.FieldViolation;
import dev.pedigree.chassis.fault.Invalid;
import dev.pedigree.lifecycle.name.VersionName;
import dev.pedigree.registry.name.Names;
import dev.pedigree.v1.RecordSchemaReviewRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a review names: the dataset version, the schema version, and where better labels are. All of one project.
record ReviewNames(VersionName dataset, VersionName schema, Optional<VersionName> relabelledAs) {

    /// @throws Invalid naming every one that is of another project
    static ReviewNames read(RecordSchemaReviewRequest request) {
        VersionName dataset = Names.read("parent", request.getParent(), VersionName::parse);
        VersionName schema = Names.read("schema_version", request.getSchemaVersion(), VersionName::parse);
        Optional<VersionName> relabelledAs = Optional.of(request.getRelabelledAs())
                .filter(text -> !text.isEmpty())
                .map(text -> Names.read("relabelled_as", text, VersionName::parse));
        List<FieldViolation> faults = new ArrayList<>();
        String rule = "must be of the same project, " + dataset.project();
        if (!schema.project().equals(dataset.project())) {
            faults.add(new FieldViolation("schema_version", rule));
        }
        if (relabelledAs
                .filter(name -> !name.project().equals(dataset.project()))
                .isPresent()) {
            faults.add(new FieldViolation("relabelled_as", rule));
        }
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return new ReviewNames(dataset, schema, relabelledAs);
    }

    List<VersionName> all() {
        return Stream.concat(Stream.of(dataset, schema), relabelledAs.stream()).toList();
    }
}
