/// `WORK=registry`: creating and reading model versions through the gateway, against the least that could do the same.
package dev.pedigree.bench.registry;
