/// The gRPC services of label-service, as the gateway relays them.
package dev.pedigree.label.rpc;
