/** What a node does at its end. */
@NullMarked
package esg.esg.node;

import org.jspecify.annotations.NullMarked;
