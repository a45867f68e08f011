/// The gRPC services, bound by their descriptors: methods are added by the part that has them.
package dev.pedigree.registry.rpc;
