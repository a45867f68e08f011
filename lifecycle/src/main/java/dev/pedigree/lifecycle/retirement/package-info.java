/// How a version is archived: reasons, service dates, retention.
package dev.pedigree.lifecycle.retirement;
