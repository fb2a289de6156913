/** Tests of {@link esg.media.bgmg}. */
@org.jspecify.annotations.NullMarked
package esg.media.bgmg;
