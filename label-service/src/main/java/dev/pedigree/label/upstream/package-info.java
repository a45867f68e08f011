/// The services that label-service asks: artifact-service for bytes, the registry for versions and
/// what learned from them.
package dev.pedigree.label.upstream;
