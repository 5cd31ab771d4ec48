package sea.tchat.messaging.routes;

import static sea.tchat.messaging.routes.MembershipRoutes.REQUIRE_MEMBER;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Dialog;
import sea.tchat.messaging.domain.DialogCursor;
import sea.tchat.messaging.domain.MemberCursor;
import sea.tchat.messaging.domain.Page;
import sea.tchat.messaging.store.DialogRows;
import sea.tchat.routes.domain.Refused;

/** {@code GET /dialogs}, {@code GET /dialogs/{id}}, {@code GET /dialogs/{id}/members}. */
@Component
class DialogRoutes extends RouteBuilder {
    /** The step: headers {@code id} and {@code user_id} → the dialog as that user sees it, without its last message, or 404. */
    static final String READ_ROW = "direct:read-dialog-row";

    private final DialogRows dialogs;

    DialogRoutes(DialogRows dialogs) {
        this.dialogs = dialogs;
    }

    @Override
    public void configure() {
        from("direct:listDialogs")
                .routeId("messaging.list-dialogs")
                .routeDescription("The caller's dialogs, latest activity first")
                .routeConfigurationId("rest")
                .process(DialogRoutes::afterDialog)
                .to("sql:classpath:sql/dialogs.sql")
                .process(this::dialogs);

        from("direct:getDialog")
                .routeId("messaging.get-dialog")
                .routeDescription("A dialog as the caller sees it")
                .routeConfigurationId("rest")
                .to(READ_ROW)
                .setBody(exchange -> dialogs.withLastMessages(
                                List.of(exchange.getMessage().getBody(Dialog.class)))
                        .get(0));

        from(READ_ROW)
                .routeId("messaging.read-dialog-row")
                .routeDescription("What PostgreSQL knows of a dialog and of the caller in it")
                .routeConfigurationId("step")
                // Named parameters are looked for in a body that is a map before they are in the headers.
                .process(exchange -> exchange.getMessage().setBody(null))
                .to("sql:classpath:sql/dialog.sql?outputType=SelectOne")
                .filter(body().isNull())
                .throwException(new Refused("NOT_FOUND", "there is no such dialog among yours"))
                .end()
                .setBody(exchange ->
                        DialogRows.withoutLastMessage(exchange.getMessage().getBody(Map.class)));

        from("direct:listMembers")
                .routeId("messaging.list-members")
                .routeDescription("The members of a dialog, by id")
                .routeConfigurationId("rest")
                .to(REQUIRE_MEMBER)
                .process(DialogRoutes::afterMember)
                .to("sql:classpath:sql/members.sql")
                .process(DialogRoutes::members);
    }

    /** One row more than asked for tells whether there is a next page. */
    private static void afterDialog(Exchange exchange) {
        Message request = exchange.getMessage();
        String cursor = request.getHeader("cursor", String.class);
        DialogCursor after = cursor == null ? null : DialogCursor.decode(cursor);
        request.setHeader("before_at", after == null ? null : after.activityAt().toString());
        request.setHeader("before_id", after == null ? null : after.dialogId());
        request.setHeader("rows", limit(request) + 1);
    }

    private void dialogs(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        int limit = limit(exchange.getMessage());
        boolean more = rows.size() > limit;
        List<?> shown = more ? rows.subList(0, limit) : rows;
        String next =
                more ? DialogRows.cursorAt((Map<?, ?>) shown.get(limit - 1)).encode() : null;
        exchange.getMessage().setBody(new Page<>(dialogs.of(shown), next));
    }

    private static void afterMember(Exchange exchange) {
        Message request = exchange.getMessage();
        String cursor = request.getHeader("cursor", String.class);
        request.setHeader("after_id", cursor == null ? null : MemberCursor.decode(cursor));
        request.setHeader("rows", limit(request) + 1);
    }

    private static void members(Exchange exchange) {
        List<?> rows = exchange.getMessage().getBody(List.class);
        int limit = limit(exchange.getMessage());
        boolean more = rows.size() > limit;
        List<?> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? MemberCursor.encode((UUID) ((Map<?, ?>) shown.get(limit - 1)).get("user_id")) : null;
        exchange.getMessage().setBody(new Page<>(DialogRows.members(shown), next));
    }

    private static int limit(Message message) {
        return message.getHeader("limit", Integer.class);
    }
}
