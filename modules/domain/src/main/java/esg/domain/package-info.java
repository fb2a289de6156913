/** Placeholder paragraph of module domain. */
@org.jspecify.annotations.NullMarked
package esg.domain;
