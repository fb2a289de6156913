@NullMarked
package esg.admin.access;

import org.jspecify.annotations.NullMarked;
