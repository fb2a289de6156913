package esg.esg.cluster;

import esg.esg.settings.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One node as a child process. Its first line on standard output is its ready line, its log goes to a file. */
public final class LocalNode {
    private final NodePlan plan;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private LocalNode(NodePlan plan, Process process) {
        this.plan = plan;
        this.process = process;
        var _ = process.onExit().thenAccept(ended -> ready.completeExceptionally(new StartFailure(ends(ended))));
        Thread.ofPlatform().name(plan.name() + " output").daemon().start(this::read);
    }

    /** @param sets above its settings file */
    static LocalNode spawn(NodePlan plan, Path settings, List<String> sets) throws StartFailure {
        var command = new ArrayList<>(JavaCommand.of("esg.esg.Main"));
        command.addAll(List.of("run", "-c", settings.toString()));
        for (var set : sets) command.addAll(List.of("--set", set));
        try {
            Files.createDirectories(plan.log().getParent());
            var process = new ProcessBuilder(plan.home().inside(command))
                    .redirectError(ProcessBuilder.Redirect.appendTo(plan.log().toFile()))
                    .start();
            Files.writeString(plan.pid(), process.pid() + "\n");
            return new LocalNode(plan, process);
        } catch (IOException e) {
            throw new StartFailure(plan.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) ready.complete(line);
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    public NodePlan plan() {
        return plan;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until it serves.
     *
     * @return its ready line
     * @throws StartFailure with the last line of its log when it ended instead, or took too long
     */
    String awaitReady(Duration within) throws StartFailure {
        try {
            return ready.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure(plan.name() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new StartFailure(
                    plan.name() + " is not ready after " + within.toSeconds() + " s, see " + plan.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(plan.name() + ": interrupted", e);
        }
    }

    private String ends(Process ended) {
        return plan.name() + " has ended with " + ended.exitValue() + " before it was ready: " + lastWords();
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(plan.log());
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException e) {
            return "see " + plan.log();
        }
    }

    /** Told once it has ended, with its exit code. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** SIGTERM: it drains and ends. */
    public void terminate() {
        process.destroy();
    }

    /**
     * From now on it gets what the others leave of the processors: the kernel takes half a second of one to clear up after a killed process, which
     * on a machine of its own would be taken from nobody.
     */
    public void giveWay() {
        try {
            int _ = new ProcessBuilder("sh", "-c", "renice -n 19 -p $(ls /proc/" + pid() + "/task)")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            // Without it the others are a little slower.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Whether it has ended within this time. */
    public boolean awaitEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
