/** Placeholder paragraph of module admin. */
@org.jspecify.annotations.NullMarked
package esg.admin;
