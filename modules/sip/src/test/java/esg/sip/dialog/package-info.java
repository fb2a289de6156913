/** Tests of {@link esg.sip.dialog}. */
@org.jspecify.annotations.NullMarked
package esg.sip.dialog;
