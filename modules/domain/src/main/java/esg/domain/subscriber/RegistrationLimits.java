package esg.domain.subscriber;

/**
 * What a registrar grants.
 *
 * @param min shortest interval in seconds; a shorter one is refused with 423
 * @param usual seconds granted where none are asked for
 * @param max longest interval in seconds; a longer one is shortened
 * @param contacts most bindings of one address of record
 */
public record RegistrationLimits(long min, long usual, long max, int contacts) {}
