package dev.pedigree.artifact.manifest;

import dev.pedigree.lifecycle.Digest;
import java.util.List;
import java.util.Optional;

/// What a manifest lists, checked: all pages are stored.
record Listing(long files, long bytes, Optional<Digest> modelSigningRoot, List<PageReference> pages) {}
