/// `WORK=artifacts`: bytes in and out through the gateway, against the same bytes straight to and from S3.
package dev.pedigree.bench.artifacts;
