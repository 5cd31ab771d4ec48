package sea.tchat.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One launcher at work in one folder: holds its lock, clears away what a killed predecessor left, guards and supervises
 * the parts, and ends them when the launcher is asked to end.
 */
final class Session {

    private static final String LAUNCHER = "launcher.pid";

    private final Layout layout;
    private final FileChannel lock;
    private final Supervisor supervisor;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Guard guard;

    private Session(Layout layout, FileChannel lock) {
        this.layout = layout;
        this.lock = lock;
        this.supervisor = new Supervisor(layout);
    }

    /**
     * @param patience how long to wait for another launcher to leave this folder
     * @throws LocalException it does not
     */
    static Session open(Layout layout, Duration patience) throws IOException, InterruptedException {
        layout.create();
        Session session = new Session(layout, takeLock(layout, patience));
        session.clearRemains();
        PidFile.write(layout.run().resolve(LAUNCHER), ProcessHandle.current(), "TERM");
        session.guard = Guard.over(layout.run());
        Runtime.getRuntime().addShutdownHook(new Thread(session::close, "stop"));
        return session;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** Returns never: the process ends by a signal, or by {@link System#exit} from elsewhere. */
    void await() throws InterruptedException {
        ended.await();
    }

    private static FileChannel takeLock(Layout layout, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        FileChannel channel =
                FileChannel.open(layout.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            String who = launcher(layout).map(p -> " as process " + p.pid()).orElse("");
            throw new LocalException("It runs already" + who + " with its data in " + layout.dir()
                    + ": stop it by Ctrl-C there or by make stop.");
        }
        return channel;
    }

    /** The launcher that works in this folder now. */
    static Optional<ProcessHandle> launcher(Layout layout) {
        return PidFile.read(layout.run().resolve(LAUNCHER)).flatMap(PidFile::process);
    }

    private void clearRemains() {
        List<PidFile> remains = PidFile.in(layout.run());
        for (PidFile one : remains) {
            if (!one.part().equals("launcher") && one.process().isPresent()) {
                Console.say("  " + one.part() + " was left behind by a killed start (process " + one.pid()
                        + "), stopping it");
            }
        }
        remains.parallelStream().forEach(one -> one.stop(Duration.ofSeconds(12)));
        forget();
    }

    private void forget() {
        for (Path file : List.of(layout.environmentFile(), layout.run().resolve(Stores.FILE))) {
            file.toFile().delete();
        }
    }

    private void close() {
        boolean started = supervisor.hasStarted();
        if (started) {
            Console.say("  stopping, last started first");
        }
        supervisor.stop();
        forget();
        layout.run().resolve(LAUNCHER).toFile().delete();
        guard.dismiss();
        ended.countDown();
        if (started) {
            Console.say("  stopped, data stays in " + layout.dir());
        }
        try {
            lock.close();
        } catch (IOException e) {
            Console.complain("The lock is left to the system: " + e.getMessage());
        }
    }
}
