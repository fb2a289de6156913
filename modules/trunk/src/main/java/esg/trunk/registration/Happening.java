package esg.trunk.registration;

import esg.trunk.registration.RegisterSender.Outcome;
import esg.trunk.registration.RegisterSender.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a registration hears from what it started itself; an attempt is known by the CSeq it was given last. */
sealed interface Happening extends Registration.Command {
    /** What was kept; {@link Continuity#NONE} when that is nothing or the store does not say. */
    record Loaded(Continuity line) implements Happening {}

    /** The binding has run out. */
    record Lapsed() implements Happening {}

    /** The attempt may go out now; if it has not passed yet, after what went out of turn. */
    record Turn(long cseq, boolean passed) implements Happening {}

    /** Where the registrar is, or why its name cannot be resolved. */
    record Located(long cseq, List<Way> ways, @Nullable Throwable failure) implements Happening {}

    record Ended(long cseq, Outcome outcome) implements Happening {}

    record Overdue(long cseq) implements Happening {}
}
