@NullMarked
package esg.esg.records;

import org.jspecify.annotations.NullMarked;
