/** Placeholder paragraph of module trunk. */
@org.jspecify.annotations.NullMarked
package esg.trunk;
