package sea.tchat.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sea.tchat.sandbox.faults.Fault;
import sea.tchat.sandbox.faults.FaultKind;
import sea.tchat.sandbox.faults.Faults;
import sea.tchat.sandbox.faults.Misbehaviour;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Bodies;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Operation;
import sea.tchat.sandbox.wire.Protocol;
import sea.tchat.sandbox.wire.Refusal;

/** The way every request to a provider goes: read, spoil if so ordered, admit, do, log and keep in one step, answer. */
public final class ProviderFront {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderFront.class);

    /** What all providers share. */
    record House(Vertx vertx, Router router, Tables tables, Faults faults, RequestLog requests) {}

    private final House house;
    private final Misbehaviour misbehaviour;
    private final String prefix;
    private final Protocol protocol;

    ProviderFront(House house, String prefix, Protocol protocol) {
        this.house = house;
        this.misbehaviour = new Misbehaviour(house.vertx());
        this.prefix = prefix;
        this.protocol = protocol;
    }

    /** Puts an operation on a path below the provider's prefix; {@code :name} binds a segment. */
    public ProviderFront on(String method, String path, Operation operation) {
        house.router().route(HttpMethod.valueOf(method), prefix + path).handler(ctx -> receive(ctx, operation));
        return this;
    }

    /** Everything else below the prefix is unknown to the provider, in its own words. */
    void closed() {
        house.router()
                .route(prefix + "/*")
                .handler(ctx -> receive(ctx, call -> {
                    throw protocol.unknown(call);
                }));
    }

    private void receive(RoutingContext ctx, Operation operation) {
        HttpServerRequest request = ctx.request();
        String path = ctx.normalizedPath().substring(prefix.length());
        Map<String, String> pathParams = Map.copyOf(ctx.pathParams());
        Bodies.read(request)
                .map(body -> Call.of(request, path, pathParams, body))
                .onSuccess(call -> serve(request, call, operation))
                .onFailure(failure -> refuseUnread(request, path, failure));
    }

    private void refuseUnread(HttpServerRequest request, String path, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            send(request, protocol.refuse(refusal));
        } else {
            LOG.debug("{} {} {} was cut off while it was read", protocol.provider(), request.method(), path);
        }
    }

    private void serve(HttpServerRequest request, Call call, Operation operation) {
        Optional<Fault> fault = house.faults().take(protocol.provider(), call);
        if (fault.isPresent() && fault.get().kind().before()) {
            spoilUnserved(request, call, fault.get());
            return;
        }
        Answer early = admit(call);
        if (early != null) {
            deliver(request, early, fault);
            return;
        }
        long delay = fault.filter(f -> f.kind() == FaultKind.DELAY)
                .map(Fault::delayMs)
                .orElse(0L);
        if (delay > 0) {
            house.vertx().setTimer(delay, timer -> deliver(request, execute(call, operation, fault), fault));
        } else {
            deliver(request, execute(call, operation, fault), fault);
        }
    }

    /** The answer of a call that goes no further, null when it may go on. */
    private Answer admit(Call call) {
        return house.tables().atomically(() -> {
            Optional<Answer> answer;
            boolean replayed = true;
            try {
                answer = protocol.admit(call);
            } catch (Refusal refusal) {
                answer = Optional.of(protocol.refuse(refusal));
                replayed = false;
            }
            if (answer.isPresent()) {
                house.requests().record(protocol.provider(), call, answer.get().status(), replayed, null);
            }
            return answer.orElse(null);
        });
    }

    private Answer execute(Call call, Operation operation, Optional<Fault> fault) {
        String name = fault.map(f -> f.kind().wire()).orElse(null);
        return house.tables().atomically(() -> {
            Answer answer = answer(fault.isPresent() ? spoiled(call, fault.get()) : call, operation);
            if (fault.filter(f -> f.kind() == FaultKind.STATUS_AFTER).isPresent()) {
                answer = failure(fault.get());
            }
            answer = protocol.settle(call, answer);
            house.requests().record(protocol.provider(), call, answer.status(), false, name);
            return answer;
        });
    }

    private Answer answer(Call call, Operation operation) {
        try {
            return operation.handle(call);
        } catch (Refusal refusal) {
            house.tables().discard();
            return protocol.refuse(refusal);
        } catch (RuntimeException bug) {
            house.tables().discard();
            LOG.error("{} {} {} failed in the sandbox", protocol.provider(), call.method(), call.path(), bug);
            return protocol.refuse(protocol.failing(500, null));
        }
    }

    /** Tells the operation of a fault that is its own matter, such as a message that will not be delivered. */
    private static Call spoiled(Call call, Fault fault) {
        if (fault.kind() != FaultKind.UNDELIVERED) {
            return call;
        }
        return call.withMark("undelivered", fault.code() == null ? "30003" : fault.code());
    }

    private Answer failure(Fault fault) {
        Answer answer = protocol.refuse(protocol.failing(fault.status(), fault.code()));
        return fault.retryAfter() == null ? answer : answer.with("Retry-After", String.valueOf(fault.retryAfter()));
    }

    private void spoilUnserved(HttpServerRequest request, Call call, Fault fault) {
        Answer answer = failure(fault);
        house.tables().atomically(() -> {
            int status = fault.kind() == FaultKind.STATUS || fault.kind() == FaultKind.GARBAGE ? fault.status() : 0;
            house.requests()
                    .record(
                            protocol.provider(),
                            call,
                            status,
                            false,
                            fault.kind().wire());
            return null;
        });
        switch (fault.kind()) {
            case STATUS -> send(request, answer);
            case GARBAGE -> misbehaviour.garbage(request, fault.status());
            case TIMEOUT_BEFORE -> misbehaviour.hang(request, fault.delayMs());
            default -> misbehaviour.reset(request);
        }
    }

    private void deliver(HttpServerRequest request, Answer answer, Optional<Fault> fault) {
        switch (fault.map(Fault::kind).orElse(FaultKind.DELAY)) {
            case RESET_AFTER -> misbehaviour.reset(request);
            case TIMEOUT_AFTER -> misbehaviour.hang(request, fault.orElseThrow().delayMs());
            case GARBAGE_AFTER ->
                misbehaviour.garbage(request, fault.orElseThrow().status());
            default -> send(request, answer);
        }
    }

    private static void send(HttpServerRequest request, Answer answer) {
        if (request.response().closed()) {
            return; // the client has gone; what was done stays done
        }
        request.response().setStatusCode(answer.status()).putHeader("content-type", "application/json; charset=utf-8");
        answer.headers().forEach(request.response()::putHeader);
        request.response().end(Buffer.buffer(Json.bytes(answer.body())));
    }
}
