/** Placeholder paragraph of module store. */
@org.jspecify.annotations.NullMarked
package esg.store;
