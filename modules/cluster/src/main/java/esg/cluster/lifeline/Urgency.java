package esg.cluster.lifeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets the calling thread run as soon as it can. On a machine with more to do than it has processors a thread waits for hundreds of
 * milliseconds among the others, a hundred times what it needs: others would take a busy node for a hung one. Hence real-time scheduling,
 * as other cluster software has it for its heartbeats; it takes root, CAP_SYS_NICE or a limit (ulimit -r). And so for the thread by which
 * the JVM halts all others for microseconds, ours too: pushed aside while it let them go, it kept a node still for half a second.
 */
final class Urgency {
    /** sched.h: round robin, not inherited by threads that this one starts. */
    private static final int SCHED_RR = 2;

    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int LOWEST_PRIORITY = 1;
    private static final int CALLING_THREAD = 0;
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String HALTING_THREAD = "VM Thread";

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
            for (int thread : haltingThread()) {
                var _ = (int) setScheduler.invokeExact(thread, SCHED_RR | SCHED_RESET_ON_FORK, priority);
            }
            return (int) setScheduler.invokeExact(CALLING_THREAD, SCHED_RR | SCHED_RESET_ON_FORK, priority) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setscheduler", e);
        }
    }

    /** Its number where the kernel tells, as Linux does; else none. */
    private static List<Integer> haltingThread() {
        try (var threads = Files.list(THREADS)) {
            return threads.filter(Urgency::halts)
                    .map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean halts(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(HALTING_THREAD);
        } catch (IOException _) { // ended meanwhile
            return false;
        }
    }
}
