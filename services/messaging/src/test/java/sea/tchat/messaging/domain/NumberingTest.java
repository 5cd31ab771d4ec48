package sea.tchat.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import sea.tchat.messaging.domain.Numbering.Known;
import sea.tchat.messaging.domain.Numbering.Number;
import sea.tchat.messaging.domain.Numbering.State;

/**
 * The sequencer's rule against a store that keeps, as Cassandra does, the cell with the higher write timestamp: owners of one
 * partition that overlap, die between any two writes and read records again, in random interleavings.
 */
class NumberingTest {

    private record Submitted(String clientId, UUID submissionId, byte[] body, Instant appendedAt) {}

    private record Cell<T>(T value, long writtenAt) {}

    /** Last write wins by timestamp; two different values under one timestamp would be a coin toss, so they are a fault. */
    private static final class Table<K, T> {
        private final Map<K, Cell<T>> cells = new HashMap<>();

        void write(K key, T value, long writtenAt) {
            Cell<T> old = cells.get(key);
            if (old != null && old.writtenAt() == writtenAt) {
                assertThat(value).isEqualTo(old.value());
            } else if (old == null || old.writtenAt() < writtenAt) {
                cells.put(key, new Cell<>(value, writtenAt));
            }
        }

        Cell<T> read(K key) {
            return cells.get(key);
        }
    }

    private record Entry(long seq, UUID submissionId, List<Byte> body, Instant sentAt) {}

    private record Stored(UUID submissionId, Instant sentAt) {}

    private Table<String, Long> state;
    private Table<String, Entry> known;
    private Table<Long, Stored> messages;

    @BeforeTry
    void empty() {
        state = new Table<>();
        known = new Table<>();
        messages = new Table<>();
    }

    /** One consumer: works through the log from a place, one read or write at a time. */
    private final class Owner {
        private final List<Submitted> log;
        private final int end;
        private int at;
        private int step;
        private Optional<State> readState;
        private Numbering numbering;

        Owner(List<Submitted> log, int from, int end) {
            this.log = log;
            this.at = from;
            this.end = end;
        }

        boolean isDone() {
            return at >= end;
        }

        void go() {
            Submitted record = log.get(at);
            switch (step++) {
                case 0 -> {
                    Cell<Long> cell = state.read("dialog");
                    readState = Optional.ofNullable(cell).map(c -> new State(c.value(), c.writtenAt()));
                }
                case 1 -> {
                    Cell<Entry> cell = known.read(record.clientId());
                    Optional<Known> entry = Optional.ofNullable(cell)
                            .map(c -> new Known(
                                    c.value().seq(),
                                    c.value().submissionId(),
                                    bytes(c.value().body()),
                                    c.value().sentAt(),
                                    c.writtenAt()));
                    numbering =
                            Numbering.of(readState, entry, record.submissionId(), record.body(), record.appendedAt());
                    if (!(numbering instanceof Number)) {
                        next();
                    }
                }
                case 2 ->
                    messages.write(
                            number().seq(), new Stored(record.submissionId(), number().sentAt()), number().writtenAt());
                case 3 ->
                    known.write(
                            record.clientId(),
                            new Entry(number().seq(), record.submissionId(), boxed(record.body()), number().sentAt()),
                            number().writtenAt());
                default -> {
                    state.write("dialog", number().seq(), number().writtenAt());
                    next();
                }
            }
        }

        private Number number() {
            return (Number) numbering;
        }

        private void next() {
            at++;
            step = 0;
        }
    }

    @Property(tries = 2000)
    void givesEachMessageOneNumberWithoutGapsWhoeverDiesOrComesLate(@ForAll long seed) {
        Random random = new Random(seed);
        List<Submitted> log = log(random);
        List<Owner> zombies = new ArrayList<>();
        Owner owner = new Owner(log, 0, log.size());
        while (!owner.isDone()) {
            owner.go();
            if (!zombies.isEmpty() && random.nextInt(3) == 0) {
                Owner zombie = zombies.get(random.nextInt(zombies.size()));
                if (!zombie.isDone()) {
                    zombie.go();
                }
            }
            if (random.nextInt(12) == 0) {
                // A new owner begins where the offset was last committed; the old one may go on for a while with what
                // it had
                // fetched, or be dead.
                int committed = Math.max(0, owner.at - random.nextInt(4));
                if (random.nextBoolean()) {
                    zombies.add(new Owner(log, owner.at, Math.min(log.size(), owner.at + random.nextInt(4))));
                }
                owner = new Owner(log, committed, log.size());
            }
        }
        zombies.forEach(zombie -> {
            while (!zombie.isDone()) {
                zombie.go();
            }
        });

        long distinct = log.stream().map(Submitted::clientId).distinct().count();
        assertThat(state.read("dialog").value()).isEqualTo(distinct);
        assertThat(messages.cells.keySet()).hasSize((int) distinct);
        for (long seq = 1; seq <= distinct; seq++) {
            assertThat(messages.read(seq)).isNotNull();
        }
        assertThat(messages.cells.values().stream().map(Cell::value).distinct()).hasSize((int) distinct);
        known.cells.values().forEach(entry -> assertThat(
                        messages.read(entry.value().seq()).value())
                .isEqualTo(
                        new Stored(entry.value().submissionId(), entry.value().sentAt())));
    }

    /** Append times that stand still and go back, as when another broker takes over the partition. */
    private static List<Submitted> log(Random random) {
        List<Submitted> log = new ArrayList<>();
        long time = 1_700_000_000_000L;
        int length = 1 + random.nextInt(30);
        for (int i = 0; i < length; i++) {
            time += random.nextInt(5) == 0 ? -random.nextInt(50) : random.nextInt(2);
            if (random.nextInt(6) == 0 && i > 0) {
                // The producer put one in twice.
                Submitted twin = log.get(random.nextInt(i));
                log.add(new Submitted(twin.clientId(), twin.submissionId(), twin.body(), Instant.ofEpochMilli(time)));
                continue;
            }
            String clientId = "m" + (random.nextInt(4) == 0 && i > 0 ? random.nextInt(i) : i);
            log.add(new Submitted(
                    clientId,
                    new UUID(random.nextLong(), random.nextLong()),
                    new byte[] {(byte) random.nextInt(2)},
                    Instant.ofEpochMilli(time)));
        }
        return log;
    }

    private static List<Byte> boxed(byte[] bytes) {
        return List.of(bytes[0]);
    }

    private static byte[] bytes(List<Byte> boxed) {
        return new byte[] {boxed.get(0)};
    }
}
