package esg.cluster.urgency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts the calling thread before others. On a machine with more to do than it has processors a thread waits among the others for up to
 * hundreds of milliseconds, a hundred times what it needs. Both ways take root, CAP_SYS_NICE or a limit (ulimit -r, -e).
 */
public final class Urgency {
    /** sched.h: the usual one, round robin, and that threads which this one starts are like any other. */
    private static final int SCHED_OTHER = 0;

    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int NO_PRIORITY = 0;
    private static final int LOWEST_PRIORITY = 1;
    private static final int CALLING_THREAD = 0;

    /** sys/resource.h. */
    private static final int PRIO_PROCESS = 0;

    /** Ten times the share of others, and woken before them; half of what nice knows. */
    private static final int NICE = -10;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String HALTING_THREAD = "VM Thread";

    private Urgency() {}

    /**
     * Real-time scheduling, as other cluster software has it for its heartbeats: for a thread that needs microseconds, and without which
     * others would take a busy node for a hung one. And for the thread by which the JVM halts all others for microseconds, this one too:
     * pushed aside while it let them go, it kept a node still for half a second.
     *
     * @return false when this machine does not let us; then everything is as before
     */
    public static boolean realTime() {
        for (int thread : haltingThread()) schedule(thread, SCHED_RR, LOWEST_PRIORITY);
        return schedule(CALLING_THREAD, SCHED_RR, LOWEST_PRIORITY);
    }

    /**
     * A larger share, for threads that others wait for while they have little to do themselves. Linux gives it to the calling thread alone.
     *
     * @return false when this machine does not let us
     */
    public static boolean prefer() {
        var priority = function("setpriority", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        if (priority.isEmpty() || !schedule(CALLING_THREAD, SCHED_OTHER, NO_PRIORITY)) return false;
        try {
            return (int) priority.get().invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority", e);
        }
    }

    private static boolean schedule(int thread, int policy, int priority) {
        var scheduler = function("sched_setscheduler", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        if (scheduler.isEmpty()) return false;
        try (var arena = Arena.ofConfined()) {
            var parameter = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
            return (int) scheduler.get().invokeExact(thread, policy | SCHED_RESET_ON_FORK, parameter) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setscheduler", e);
        }
    }

    @SuppressWarnings("restricted") // the launcher lets us call the C library
    private static Optional<MethodHandle> function(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(found -> linker.downcallHandle(found, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments)));
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
