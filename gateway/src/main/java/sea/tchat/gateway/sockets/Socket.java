package sea.tchat.gateway.sockets;

import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import sea.tchat.gateway.EdgeSettings;
import sea.tchat.gateway.domain.ClientFrame;
import sea.tchat.gateway.domain.CloseReason;
import sea.tchat.gateway.domain.FrameBudget;
import sea.tchat.gateway.domain.ServerFrame;
import sea.tchat.routes.identity.Identity;

/**
 * One client's WebSocket. What waits to be written to it, and what waits to be done for it, is bounded: a client that does not
 * read is closed, one that writes faster than it is served is not read from.
 */
final class Socket {
    /** Frames that wait for the one before: at the first figure reading stops, at the second it goes on. */
    private static final int FULL = 16;

    private static final int DRAINED = 4;

    private final ServerWebSocket channel;
    private final Channel connection;
    private final Identity identity;
    private final String authorization;
    private final String clientAddress;
    private final EdgeSettings.Sockets settings;
    private final FrameBudget budget;
    private final AtomicInteger pendingFrames = new AtomicInteger();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Deque<ClientFrame> waiting = new ArrayDeque<>();
    private boolean working;
    private volatile long closingAt;
    private volatile long heardAt = System.nanoTime();
    private volatile long pingedAt = heardAt;

    Socket(
            ServerWebSocket channel,
            Channel connection,
            Identity identity,
            String authorization,
            String clientAddress,
            EdgeSettings.Sockets settings) {
        this.channel = channel;
        this.connection = connection;
        this.identity = identity;
        this.authorization = authorization;
        this.clientAddress = clientAddress;
        this.settings = settings;
        this.budget = new FrameBudget(
                settings.maxFramesAMinute(), settings.maxBadFramesAMinute(), System.currentTimeMillis());
    }

    Identity identity() {
        return identity;
    }

    String authorization() {
        return authorization;
    }

    String clientAddress() {
        return clientAddress;
    }

    FrameBudget budget() {
        return budget;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    long silentNanos(long now) {
        return now - heardAt;
    }

    /** Asks for a sign of life, which browsers give by themselves, when the last question is older than a heartbeat. */
    void pingWhenDue(long now, long heartbeatNanos) {
        if (now - pingedAt >= heartbeatNanos && !closing.get()) {
            pingedAt = now;
            channel.writePing(io.vertx.core.buffer.Buffer.buffer());
        }
    }

    /** @return whether there was room for it; if not the client is too slow and must be closed */
    boolean send(String frame) {
        if (closing.get()) {
            return true;
        }
        int size = frame.length();
        if (pendingFrames.incrementAndGet() > settings.maxPendingFrames()
                || pendingBytes.addAndGet(size) > settings.maxPendingBytes()) {
            return false;
        }
        channel.writeTextMessage(frame).onComplete(written -> {
            pendingFrames.decrementAndGet();
            pendingBytes.addAndGet(-size);
        });
        return true;
    }

    /** @return whether this call, and no earlier one, closes it */
    boolean close(CloseReason reason) {
        if (!closing.compareAndSet(false, true)) {
            return false;
        }
        closingAt = System.nanoTime();
        if (reason == CloseReason.SLOW_READER) {
            // It reads nothing, so it would read no goodbye either, and what waits for it must be let go of now.
            cut();
        } else {
            channel.writeTextMessage(ServerFrame.goodbye(reason));
            channel.close(reason.code(), reason.text());
        }
        return true;
    }

    boolean isClosing() {
        return closing.get();
    }

    /** From below the engine's handlers, which would first wait for the close handshake and for what is still to be written. */
    private void cut() {
        connection.pipeline().firstContext().close();
    }

    /** Cuts the connection of a client that was told to go and does not: it may not read, and then holds what waits for it. */
    void cutWhenDue(long now, long patienceNanos) {
        if (now - closingAt > patienceNanos) {
            cut();
        }
    }

    /** @return whether somebody has to start working: frames are done one after the other, as their order is the user's */
    synchronized boolean enqueue(ClientFrame frame) {
        waiting.add(frame);
        if (waiting.size() == FULL) {
            channel.pause();
        }
        boolean idle = !working;
        working = true;
        return idle;
    }

    /** @return the next frame to work on, or null when there is none and work ends */
    synchronized ClientFrame next() {
        ClientFrame frame = closing.get() ? null : waiting.poll();
        working = frame != null;
        if (working && waiting.size() == DRAINED) {
            channel.resume();
        }
        return frame;
    }
}
