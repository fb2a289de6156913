/** Tests of {@link esg.media.sdp}. */
@org.jspecify.annotations.NullMarked
package esg.media.sdp;
