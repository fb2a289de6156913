/**
 * Encrypts passwords at rest, so that a copy of the database alone gives none away. The key lies in a file beside it;
 * rotating keys and asking a vault are deliberately absent. Read {@link esg.store.secret.SecretCipher} first.
 */
@NullMarked
package esg.store.secret;

import org.jspecify.annotations.NullMarked;
