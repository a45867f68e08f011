/// The services that label-service asks: artifact-service for bytes, the registry for versions, lineage-service for
/// models.
package dev.pedigree.label.upstream;
