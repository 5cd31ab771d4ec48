package sea.tchat.messaging.routes;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Dialog;
import sea.tchat.messaging.domain.NewDialog;
import sea.tchat.messaging.store.DialogRows;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.idempotency.Idempotent;
import sea.tchat.routes.outbox.Outbox;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.Problems.FieldError;

/** {@code POST /dialogs}: a dialog, its members and {@code dialog.created} in one transaction. */
@Component
class CreateDialogRoutes extends RouteBuilder {
    private static final String REQUEST = "request";
    private static final String DIALOG = "dialog";

    private final Outbox outbox;
    private final DialogRows dialogs;

    CreateDialogRoutes(Outbox outbox, DialogRows dialogs) {
        this.outbox = outbox;
        this.dialogs = dialogs;
    }

    @Override
    public void configure() {
        from("direct:createDialog")
                .routeId("messaging.create-dialog")
                .routeDescription("A new dialog, or the one that a direct pair has already")
                .routeConfigurationId("rest")
                .process(CreateDialogRoutes::check)
                .to(KnownUserRoutes.REQUIRE_KNOWN)
                .setBody(exchangeProperty(REQUEST))
                .policy(Idempotent.NAME)
                .process(CreateDialogRoutes::row)
                // Of two at once the second waits here for the first one's commit, then finds its dialog.
                .to("sql:classpath:sql/insert-dialog.sql?outputType=SelectOne&outputHeader=inserted")
                .choice()
                .when(header("inserted").isNotNull())
                .to("sql:classpath:sql/insert-members.sql?noop=true")
                .to("sql:classpath:sql/insert-activity.sql?noop=true")
                .process(this::tell)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(201))
                .setHeader("id", header("inserted"))
                .otherwise()
                .to("sql:classpath:sql/direct-dialog.sql?outputType=SelectOne&outputHeader=id")
                .end()
                .setHeader("Location", simple("/api/v1/dialogs/${header.id}"))
                .to(DialogRoutes.READ_ROW)
                .end()
                .process(this::addLastMessage);
    }

    private static void check(Exchange exchange) {
        NewDialog dialog = exchange.getMessage().getBody(NewDialog.class);
        dialog.nameFault().ifPresent(fault -> {
            throw Problems.invalid(List.of(new FieldError("/name", "INVALID", fault)));
        });
        UUID creator = creator(exchange);
        SortedSet<UUID> others = new TreeSet<>(dialog.membersWith(creator));
        others.remove(creator);
        exchange.setProperty(REQUEST, dialog);
        exchange.getMessage().setBody(others);
    }

    private static UUID creator(Exchange exchange) {
        return exchange.getMessage().getHeader("user_id", UUID.class);
    }

    private static void row(Exchange exchange) {
        NewDialog dialog = exchange.getProperty(REQUEST, NewDialog.class);
        UUID creator = creator(exchange);
        SortedSet<UUID> members = dialog.membersWith(creator);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", Ids.next());
        row.put("type", dialog.type().wire());
        row.put("name", dialog.name());
        row.put("description", dialog.description());
        row.put("direct_pair", dialog.directPair(creator));
        row.put("member_count", members.size());
        row.put("member_ids", members.stream().map(UUID::toString).collect(Collectors.joining(",")));
        row.put("created_by", creator);
        exchange.setProperty(DIALOG, row);
        exchange.getMessage().setBody(row);
    }

    /**
     * After the transaction: a slow Cassandra must not hold its connection. An answer that is given again ({@code Idempotency-Key})
     * passes here too, with the same last_seq as the first time and so with the same message.
     */
    private void addLastMessage(Exchange exchange) {
        Message answer = exchange.getMessage();
        if (answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class) >= 400) {
            return;
        }
        Dialog dialog = answer.getBody() instanceof byte[] again
                ? Json.read(new String(again, StandardCharsets.UTF_8), Dialog.class)
                : answer.getBody(Dialog.class);
        answer.setBody(dialogs.withLastMessages(List.of(dialog)).get(0));
    }

    private void tell(Exchange exchange) {
        Map<?, ?> row = exchange.getProperty(DIALOG, Map.class);
        NewDialog dialog = exchange.getProperty(REQUEST, NewDialog.class);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("dialog_id", row.get("id"));
        data.put("type", dialog.type());
        data.put("name", dialog.name());
        data.put("member_ids", dialog.membersWith(creator(exchange)));
        data.put("created_by", row.get("created_by"));
        outbox.publish("dialog.events", Event.of(NewDialog.CREATED, row.get("id"), data));
    }
}
