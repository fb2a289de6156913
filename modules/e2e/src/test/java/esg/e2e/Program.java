package esg.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another command of the program in a process of its own, its output in files. */
final class Program implements AutoCloseable {
    private final Path dir;
    private final Process process;

    Program(Path dir, String... arguments) throws IOException {
        this.dir = Files.createDirectories(dir);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseZGC", // as ./esg starts nodes that share a machine
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "esg.esg.Main"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("stdout").toFile())
                .redirectError(dir.resolve("stderr").toFile())
                .start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> output() throws IOException {
        return Files.readAllLines(dir.resolve("stdout"));
    }

    String log() throws IOException {
        return Files.readString(dir.resolve("stderr"));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Its exit code. */
    int awaitExit(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) throw new AssertionError("does not end");
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Its children that still run. */
    List<ProcessHandle> children() {
        return process.children().filter(ProcessHandle::isAlive).toList();
    }

    @Override
    public void close() {
        if (!process.isAlive()) return;
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (process.waitFor(90, TimeUnit.SECONDS)) return;
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
