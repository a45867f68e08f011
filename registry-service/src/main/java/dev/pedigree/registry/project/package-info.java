/// Projects: the tenants.
package dev.pedigree.registry.project;
