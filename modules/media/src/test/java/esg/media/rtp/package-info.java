/** See the package of the same name. */
@org.jspecify.annotations.NullMarked
package esg.media.rtp;
