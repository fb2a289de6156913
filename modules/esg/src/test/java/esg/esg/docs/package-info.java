/** Pages of docs/reference, made of what the program itself reads; and what in docs and deploy can be checked without running it. */
@NullMarked
package esg.esg.docs;

import org.jspecify.annotations.NullMarked;
