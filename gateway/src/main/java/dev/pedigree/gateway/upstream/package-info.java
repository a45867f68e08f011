/// The services behind the gateway, each as the few questions that operations ask of it.
package dev.pedigree.gateway.upstream;
