/** Tests of {@link esg.esg.call}. */
@org.jspecify.annotations.NullMarked
package esg.esg.call;
