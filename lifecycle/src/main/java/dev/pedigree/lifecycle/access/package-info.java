/// Who may do what: permissions, roles as fixed sets of them, grants for projects and environments.
package dev.pedigree.lifecycle.access;
