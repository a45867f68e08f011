/// The gateway between fakes.
package dev.pedigree.gateway.testing;
