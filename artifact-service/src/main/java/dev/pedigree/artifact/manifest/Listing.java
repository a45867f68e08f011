package dev.pedigree.artifact.manifest;

import java.util.List;

/// What a manifest lists, checked: all pages are stored.
record Listing(long files, long bytes, List<PageReference> pages) {}
