package sea.tchat.gateway.sockets;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.domain.CloseReason;
import sea.tchat.gateway.store.EndedSessions;

/** The sockets of this process, by user. */
@Component
public class Sockets {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int CLOSING_SECONDS = 3;

    private final Map<UUID, Set<Socket>> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final EdgeSettings.Sockets settings;
    private final EndedSessions endedSessions;
    private final MeterRegistry meters;
    private volatile boolean draining;

    public Sockets(EdgeSettings settings, EndedSessions endedSessions, MeterRegistry meters) {
        this.settings = settings.sockets();
        this.endedSessions = endedSessions;
        this.meters = meters;
        meters.gauge("websocket.open", open);
    }

    public Collection<UUID> users() {
        return byUser.keySet();
    }

    boolean isConnected(UUID user) {
        return byUser.containsKey(user);
    }

    boolean isDraining() {
        return draining;
    }

    boolean isFull(UUID user) {
        return byUser.getOrDefault(user, Set.of()).size() >= settings.maxSocketsAUser();
    }

    void add(Socket socket) {
        byUser.compute(socket.identity().userId(), (user, sockets) -> {
            Set<Socket> all = sockets == null ? ConcurrentHashMap.newKeySet(2) : sockets;
            if (all.add(socket)) {
                open.incrementAndGet();
            }
            return all;
        });
    }

    /** @return whether it was this user's last one here */
    boolean remove(Socket socket) {
        return byUser.computeIfPresent(socket.identity().userId(), (user, sockets) -> {
                    if (sockets.remove(socket)) {
                        open.decrementAndGet();
                    }
                    return sockets.isEmpty() ? null : sockets;
                })
                == null;
    }

    /** Sends a frame to each socket of these users; those that are not here are not here. */
    public void deliver(List<UUID> users, String frame) {
        for (UUID user : users) {
            for (Socket socket : byUser.getOrDefault(user, Set.of())) {
                send(socket, frame);
            }
        }
    }

    void send(Socket socket, String frame) {
        if (!socket.send(frame)) {
            close(socket, CloseReason.SLOW_READER);
        }
    }

    void close(Socket socket, CloseReason reason) {
        if (socket.close(reason)) {
            meters.counter("websocket.closed", "reason", reason.text()).increment();
        }
    }

    /** Called every second: ends sockets whose token or session has ended or which give no sign of life; asks the others for one. */
    public void sweep() {
        long now = System.nanoTime();
        long epochSecond = System.currentTimeMillis() / 1000;
        long heartbeat = settings.heartbeatS() * SECOND_NANOS;
        byUser.values()
                .forEach(sockets -> sockets.forEach(socket -> {
                    if (socket.isClosing()) {
                        socket.cutWhenDue(now, CLOSING_SECONDS * SECOND_NANOS);
                    } else if (socket.identity().expiresAt() <= epochSecond) {
                        close(socket, CloseReason.TOKEN_EXPIRED);
                    } else if (endedSessions.contains(socket.identity().sessionId())) {
                        close(socket, CloseReason.SESSION_ENDED);
                    } else if (socket.silentNanos(now) > 2 * heartbeat) {
                        close(socket, CloseReason.NO_HEARTBEAT);
                    } else {
                        socket.pingWhenDue(now, heartbeat);
                    }
                }));
    }

    /** From now on none is taken; those that are here are told goodbye. */
    void drain() {
        draining = true;
        byUser.values().forEach(sockets -> sockets.forEach(socket -> close(socket, CloseReason.SHUTDOWN)));
    }

    int count() {
        return open.get();
    }
}
