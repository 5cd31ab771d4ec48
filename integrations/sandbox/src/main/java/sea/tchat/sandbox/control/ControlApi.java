package sea.tchat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;
import sea.tchat.sandbox.Providers;
import sea.tchat.sandbox.RequestLog;
import sea.tchat.sandbox.faults.Faults;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.webhooks.Corruption;
import sea.tchat.sandbox.webhooks.Webhooks;
import sea.tchat.sandbox.wire.Answer;
import sea.tchat.sandbox.wire.Bodies;
import sea.tchat.sandbox.wire.Call;
import sea.tchat.sandbox.wire.Json;
import sea.tchat.sandbox.wire.Operation;
import sea.tchat.sandbox.wire.Params;
import sea.tchat.sandbox.wire.Refusal;

/**
 * What no provider has: reading what was sent, acting as the customer or the bank, ordering faults, sending webhooks again. All under {@code /sandbox}; lists are
 * JSON arrays, errors {@code {code, message}}. Not guarded by a key, which is why the sandbox listens on the loopback interface only, and refuses what a page of another origin sends.
 */
public final class ControlApi {
    private static final long MOST = 10_000;
    private static final long MOST_COPIES = 100;

    private final Tables tables;
    private final Faults faults;
    private final RequestLog requests;
    private final Webhooks webhooks;
    private final Providers providers;

    public ControlApi(Tables tables, Faults faults, RequestLog requests, Webhooks webhooks, Providers providers) {
        this.tables = tables;
        this.faults = faults;
        this.requests = requests;
        this.webhooks = webhooks;
        this.providers = providers;
    }

    public void mount(Router router) {
        router.get("/health").handler(ctx -> send(ctx, Answer.ok(Json.object().put("status", "UP"))));
        router.get("/health/ready")
                .handler(ctx -> send(ctx, Answer.ok(Json.object().put("status", "UP"))));
        on(router, HttpMethod.GET, "/twilio/messages", call -> {
            Params p = call.params();
            return Answer.ok(Json.array(providers
                    .messages()
                    .received(p.text("to").orElse(null), p.text("from").orElse(null), limit(p, 100))));
        });
        on(router, HttpMethod.GET, "/requests", call -> {
            Params p = call.params();
            return Answer.ok(Json.array(requests.list(
                    p.text("provider").orElse(null), p.text("path").orElse(null), limit(p, 100))));
        });
        on(
                router,
                HttpMethod.GET,
                "/webhooks",
                call -> Answer.ok(Json.array(
                        webhooks.list(call.params().text("provider").orElse(null), limit(call.params(), 100)))));
        on(router, HttpMethod.GET, "/faults", call -> Answer.ok(Json.array(faults.list())));
        on(router, HttpMethod.POST, "/faults", call -> Answer.of(201, faults.order(call.params())));
        on(router, HttpMethod.DELETE, "/faults", call -> {
            faults.clear();
            return Answer.ok(Json.object());
        });
        customer(router);
        route(router, HttpMethod.POST, "/webhooks/:provider/redeliver", this::redeliver);
    }

    private void customer(Router router) {
        on(router, HttpMethod.POST, "/omise/charges/:id/pay", providers.charges()::markAsPaid);
        on(router, HttpMethod.POST, "/omise/charges/:id/fail", providers.charges()::markAsFailed);
        on(router, HttpMethod.POST, "/omise/transfers/:id/fail", providers.transfers()::fail);
        on(router, HttpMethod.POST, "/stripe/payment_intents/:id/pay", providers.intents()::customerPays);
        on(router, HttpMethod.POST, "/stripe/payment_intents/:id/fail", providers.intents()::customerFails);
        on(router, HttpMethod.POST, "/stripe/refunds/:id/succeed", providers.stripeRefunds()::succeed);
        on(router, HttpMethod.POST, "/stripe/refunds/:id/fail", providers.stripeRefunds()::fail);
    }

    private void on(Router router, HttpMethod method, String path, Operation operation) {
        route(router, method, path, call -> Future.succeededFuture(tables.atomically(() -> operation.handle(call))));
    }

    private void route(Router router, HttpMethod method, String path, Function<Call, Future<Answer>> operation) {
        router.route(method, "/sandbox" + path).handler(ctx -> {
            Map<String, String> pathParams = Map.copyOf(ctx.pathParams());
            Bodies.read(ctx.request())
                    .map(body -> Call.of(ctx.request(), path, pathParams, body))
                    .compose(call -> sameOrigin(call) ? operation.apply(call) : foreign())
                    .onSuccess(answer -> send(ctx, answer))
                    .onFailure(failure -> refuse(ctx, failure));
        });
    }

    private static boolean sameOrigin(Call call) {
        String host = call.header("host").orElse("");
        return call.header("origin")
                .map(origin -> origin.replaceFirst("^https?://", "").equals(host))
                .orElse(true);
    }

    private static Future<Answer> foreign() {
        return Future.failedFuture(Refusal.of(403, "foreign_origin", "only the sandbox's own page may do this"));
    }

    private Future<Answer> redeliver(Call call) {
        Params params = call.params();
        Corruption corrupt = params.text("corrupt")
                .map(name -> Corruption.of(name)
                        .orElseThrow(() -> Refusal.of(
                                400, "bad_request", "corrupt must be signature, body, timestamp, unsigned or secret")))
                .orElse(null);
        long offset = params.whole("offset").orElse(corrupt == Corruption.TIMESTAMP ? -301L : 0L);
        int times =
                (int) Math.max(1, Math.min(MOST_COPIES, params.whole("times").orElse(1L)));
        return webhooks.redeliver(call.pathParam("provider"), params.text("id").orElse(null), times, corrupt, offset)
                .map(statuses -> {
                    ObjectNode answer = Json.object();
                    answer.set("statuses", Json.MAPPER.valueToTree(statuses));
                    return Answer.ok(answer);
                });
    }

    private static int limit(Params params, long otherwise) {
        return (int) Math.max(1, Math.min(MOST, params.whole("limit").orElse(otherwise)));
    }

    private static void refuse(RoutingContext ctx, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            JsonNode body = Json.object().put("code", refusal.code()).put("message", refusal.getMessage());
            send(ctx, Answer.of(refusal.status(), body));
        } else {
            ctx.fail(failure);
        }
    }

    private static void send(RoutingContext ctx, Answer answer) {
        ctx.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(Buffer.buffer(Json.bytes(answer.body())));
    }
}
