@NullMarked
package esg.trunk.account;

import org.jspecify.annotations.NullMarked;
