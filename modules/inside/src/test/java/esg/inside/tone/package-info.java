/** Tests of {@link esg.inside.tone}. */
@org.jspecify.annotations.NullMarked
package esg.inside.tone;
