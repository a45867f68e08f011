/// What the gateway does itself, one class each; every other public method is passed on.
package dev.pedigree.gateway.operation;
