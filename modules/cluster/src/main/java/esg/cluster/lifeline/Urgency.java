package esg.cluster.lifeline;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * Lets the calling thread run as soon as it can. On a machine with more to do than it has processors a thread waits for hundreds of
 * milliseconds among the others, a hundred times what it needs: others would take a busy node for a hung one. Hence real-time scheduling,
 * as other cluster software has it for its heartbeats; it takes root, CAP_SYS_NICE or a limit (ulimit -r).
 */
final class Urgency {
    /** sched.h: round robin, not inherited by threads that this one starts. */
    private static final int SCHED_RR = 2;

    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int LOWEST_PRIORITY = 1;
    private static final int CALLING_THREAD = 0;

    private Urgency() {}

    /** False when this machine does not let us; then everything is as before. */
    @SuppressWarnings("restricted") // the launcher lets us call the C library
    static boolean raise() {
        var linker = Linker.nativeLinker();
        var found = linker.defaultLookup().find("sched_setscheduler");
        if (found.isEmpty()) return false;
        var setScheduler = linker.downcallHandle(
                found.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var priority = arena.allocateFrom(ValueLayout.JAVA_INT, LOWEST_PRIORITY);
            return (int) setScheduler.invokeExact(CALLING_THREAD, SCHED_RR | SCHED_RESET_ON_FORK, priority) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setscheduler", e);
        }
    }
}
