package sea.tchat.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Starts parts, watches them and stops them. Parts started by one call form a wave; waves are stopped in reverse, the
 * parts of a wave together. A part that dies is reported and the others stay; it is started again by {@link #restart}.
 */
final class Supervisor {

    private static final long LOOK_EVERY_MS = 100;

    private final Layout layout;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Deque<List<Part>> waves = new ArrayDeque<>();
    private volatile boolean stopping;

    private record Running(Part part, Launch launch, Process process, PidFile pidFile) {}

    Supervisor(Layout layout) {
        this.layout = layout;
    }

    /**
     * Starts them together and returns when each is ready.
     *
     * @throws LocalException naming the parts that are not; the others run
     */
    void start(List<Part> parts) {
        synchronized (waves) {
            waves.push(List.copyOf(parts));
        }
        List<String> failures = new ArrayList<>();
        inParallel(parts, part -> {
                    startOne(part);
                    return null;
                })
                .forEach(e -> failures.add(e.getMessage()));
        if (!failures.isEmpty() && !stopping) {
            throw new LocalException(String.join("\n", failures));
        }
    }

    /** @throws LocalException no such part here, or it does not start */
    void restart(String name) {
        Part part = partNamed(name);
        Running old = running.remove(name);
        if (old != null) {
            end(old);
        }
        try {
            startOne(part);
        } catch (IOException e) {
            throw new LocalException(name + ": " + e.getMessage(), e);
        }
    }

    boolean hasStarted() {
        synchronized (waves) {
            return !waves.isEmpty();
        }
    }

    /** Ends everything, last started first; a second call, or one while parts still start, is welcome. */
    void stop() {
        synchronized (running) {
            stopping = true;
        }
        while (true) {
            List<Part> wave;
            synchronized (waves) {
                wave = waves.poll();
            }
            if (wave == null) {
                return;
            }
            inParallel(wave, part -> {
                Running one = running.remove(part.name());
                if (one != null) {
                    end(one);
                }
                return null;
            });
        }
    }

    private void startOne(Part part) throws IOException {
        long begin = System.nanoTime();
        Launch launch = part.prepare();
        for (int attempt = 1; ; attempt++) {
            Running one = spawn(part, launch);
            if (one == null || becomesReady(one, begin)) {
                return;
            }
            if (attempt >= launch.attempts() || one.process().isAlive()) {
                end(one);
                Path log = layout.log(part.name());
                throw new LocalException(part.name() + " did not start, see " + log + Logs.lastLines(log, 12));
            }
        }
    }

    /** Under the lock that {@link #stop} takes to set its flag: what is spawned is seen by it, or is not spawned. */
    private Running spawn(Part part, Launch launch) throws IOException {
        Path log = layout.log(part.name());
        Logs.rotate(log);
        ProcessBuilder builder = new ProcessBuilder(Programs.inOwnGroup(launch.command()))
                .directory(layout.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        synchronized (running) {
            if (stopping) {
                return null;
            }
            Process process = builder.start();
            PidFile pidFile =
                    PidFile.write(layout.run().resolve(part.name() + ".pid"), process.toHandle(), launch.stopSignal());
            Running one = new Running(part, launch, process, pidFile);
            running.put(part.name(), one);
            return one;
        }
    }

    private boolean becomesReady(Running one, long begin) {
        long deadline = System.nanoTime() + one.launch().startLimit().toNanos();
        try {
            while (!one.process().waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (one.launch().readiness().now()) {
                    Duration took = Duration.ofNanos(System.nanoTime() - begin);
                    Console.progress(
                            one.part().name(), "ready on " + one.launch().address(), took);
                    one.process().onExit().thenRun(() -> reportDeath(one));
                    return true;
                }
                if (System.nanoTime() > deadline) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return stopping;
    }

    private void reportDeath(Running one) {
        String name = one.part().name();
        if (stopping || !running.remove(name, one)) {
            return; // it was us
        }
        one.pidFile().forget();
        Path log = layout.log(name);
        Console.complain(
                "  " + name + " has died (exit code " + one.process().exitValue() + "), the others run on. Log: " + log
                        + ", start it again: make restart PART=" + name + Logs.lastLines(log, 5));
    }

    private void end(Running one) {
        running.remove(one.part().name(), one);
        Signals.stop(
                one.process().toHandle(),
                one.launch().stopSignal(),
                one.launch().stopLimit());
        one.pidFile().forget();
    }

    private Part partNamed(String name) {
        synchronized (waves) {
            return waves.stream()
                    .flatMap(List::stream)
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new LocalException("No part " + name + " here; there are: "
                            + String.join(
                                    ", ",
                                    waves.stream()
                                            .flatMap(List::stream)
                                            .map(Part::name)
                                            .sorted()
                                            .toList())));
        }
    }

    private interface Step {
        Void apply(Part part) throws Exception;
    }

    private static List<Throwable> inParallel(List<Part> parts, Step step) {
        List<Throwable> failures = new ArrayList<>();
        if (parts.isEmpty()) {
            return failures;
        }
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            parts.forEach(part -> tasks.add(() -> step.apply(part)));
            for (Future<Void> one : threads.invokeAll(tasks)) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
        }
        return failures;
    }
}
