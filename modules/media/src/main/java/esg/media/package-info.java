/** Placeholder paragraph of module media. */
@org.jspecify.annotations.NullMarked
package esg.media;
