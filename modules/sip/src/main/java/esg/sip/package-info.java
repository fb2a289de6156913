/** Placeholder paragraph of module sip. */
@org.jspecify.annotations.NullMarked
package esg.sip;
