/** Tests of {@link esg.media.tone}. */
@org.jspecify.annotations.NullMarked
package esg.media.tone;
