package sea.tchat.sandbox.faults;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** How a connection is spoilt on the wire. */
public final class Misbehaviour {
    private final Vertx vertx;

    public Misbehaviour(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Cuts the connection by a TCP reset, not by an orderly end, which clients tell apart. */
    public void reset(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        request.connection().close();
    }

    /** Says nothing for a while, then resets. */
    public void hang(HttpServerRequest request, long milliseconds) {
        vertx.setTimer(Math.max(1, milliseconds), timer -> reset(request));
    }

    public void garbage(HttpServerRequest request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end("<html>{\"id\": \u0000\u0001 upstream went away");
    }
}
