/// Who calls: credentials and the file of API tokens. Start at [dev.pedigree.gateway.identity.Credentials].
package dev.pedigree.gateway.identity;
