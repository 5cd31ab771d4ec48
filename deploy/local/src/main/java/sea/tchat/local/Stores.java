package sea.tchat.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The command {@code stores}: the four stores alone, for tests. Their addresses are in {@value #FILE} from the moment all
 * of them are ready. Ends when the last process that watches over it is gone: each is a pid file in {@code run/watchers},
 * written under the lock {@code run/watchers.lock}, so that one build may join the stores that another has started.
 */
final class Stores {

    static final String FILE = "stores.properties";

    private static final long LOOK_EVERY_MS = 500;
    /** The stores of the build before may just be on their way down. */
    private static final Duration PREDECESSOR_ENDS = Duration.ofSeconds(60);

    private final Layout layout;
    private final Options options;

    Stores(Layout layout, Options options) {
        this.layout = layout;
        this.options = options;
    }

    void run() throws IOException, InterruptedException {
        Session session = Session.open(layout, options.has("watched") ? PREDECESSOR_ENDS : Duration.ZERO);
        Preflight.disk(layout);
        if (options.has("fresh")) {
            Archive.delete(layout.dir().resolve("data"));
            layout.create();
        }
        Map<String, String> secrets = Secrets.in(layout.dir().resolve("secrets.properties"));
        Ports ports = new Ports(layout.dir().resolve("ports.properties"), options.number("port-shift", 0));
        StoreSet stores = StoreSet.of(layout, ports, secrets.get("DB_PASSWORD"), Map.of(), name -> true);
        session.supervisor().start(stores.parts());
        Map<String, String> addresses = new TreeMap<>(stores.settings());
        addresses.put("LAUNCHER_PID", String.valueOf(ProcessHandle.current().pid()));
        PropertiesFile.write(layout.run().resolve(FILE), addresses);
        Console.say("  the stores are ready, their addresses in " + layout.run().resolve(FILE));
        if (options.has("watched")) {
            awaitLastWatcher();
            System.exit(0);
        }
        session.await();
    }

    private void awaitLastWatcher() throws IOException {
        while (isWatched()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
        try (FileChannel channel = FileChannel.open(
                        layout.run().resolve("watchers.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (isWatched()) {
                awaitLastWatcher();
            } else if (lock.isValid()) {
                layout.run().resolve(FILE).toFile().delete(); // nobody joins from here on
            }
        }
    }

    private boolean isWatched() throws IOException {
        Path watchers = Files.createDirectories(layout.run().resolve("watchers"));
        List<PidFile> files = PidFile.in(watchers);
        boolean watched = false;
        for (PidFile one : files) {
            if (one.process().isPresent()) {
                watched = true;
            } else {
                one.forget();
            }
        }
        return watched;
    }
}
