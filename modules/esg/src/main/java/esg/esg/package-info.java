/** Placeholder paragraph of module esg. */
@org.jspecify.annotations.NullMarked
package esg.esg;
