/** Placeholder paragraph of module inside. */
@org.jspecify.annotations.NullMarked
package esg.inside;
