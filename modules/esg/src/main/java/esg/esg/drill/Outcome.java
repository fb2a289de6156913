package esg.esg.drill;

import esg.esg.drill.calls.Tally;
import java.util.List;

/**
 * What one run of a case showed. Times in milliseconds, one for each account that moved, counted from the signal, or where an account is
 * handed over from the moment its node let it go.
 *
 * @param served until another node served it, as the monitor says
 * @param registered until the registrar had a REGISTER of that node; limited by the rate per registrar
 * @param whole from the signal, or from the first account that moved, until the last one was served
 * @param doubled packets of an owner after the next one had begun
 * @param needless accounts that moved although their node was well
 * @param calls there were meanwhile
 */
record Outcome(
        Case what, List<Long> served, List<Long> registered, long whole, int doubled, int needless, Tally calls) {
    /** Rows of the table. */
    enum Case {
        KILL("kill -9 a node"),
        KILL_COORDINATOR("kill -9 the coordinator's"),
        HANG("hang of a node"),
        HANG_COORDINATOR("hang of the coordinator's"),
        PARTITION("partition of a node"),
        PARTITION_COORDINATOR("partition of coordinator's"),
        FAILBACK("failback"),
        ROLLING("SIGTERM and restart"),
        WATCH_IDLE("left alone"),
        WATCH_BUSY("left alone, processors busy");

        private final String text;

        Case(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    Outcome {
        served = List.copyOf(served);
        registered = List.copyOf(registered);
    }

    /** With calls that were told of later. */
    Outcome with(Tally tally) {
        return new Outcome(what, served, registered, whole, doubled, needless, tally);
    }
}
