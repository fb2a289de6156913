/**
 * What an operator keeps of an installation, in one file, and how it comes back: the tables of configuration, the key of its passwords, the
 * token of the first start. Passwords stay encrypted. Where subscribers and registrations are at the moment is deliberately absent: both say
 * so again. Read {@link esg.store.backup.Backup} first.
 */
@NullMarked
package esg.store.backup;

import org.jspecify.annotations.NullMarked;
