/// An S3 server on its bad days.
package dev.pedigree.testkit.fault;
