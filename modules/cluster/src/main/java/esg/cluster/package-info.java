/** Placeholder paragraph of module cluster. */
@org.jspecify.annotations.NullMarked
package esg.cluster;
