/** Tests of {@link esg.esg.diagram}. */
@org.jspecify.annotations.NullMarked
package esg.esg.diagram;
