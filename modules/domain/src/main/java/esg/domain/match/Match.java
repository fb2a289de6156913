package esg.domain.match;

/** Outcome of the search for an INVITE's account. */
public sealed interface Match<S extends Served> {
    /** The account, and the step that found it. */
    record Found<S extends Served>(S served, Step step) implements Match<S> {}

    /** An account was found, but the sender may not use it (SRC-02). */
    record SourceNotAllowed<S extends Served>(S served, Step step) implements Match<S> {}

    /** No step had a hit (INC-08). */
    record None<S extends Served>() implements Match<S> {}
}
