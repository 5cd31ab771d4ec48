package sea.tchat.messaging.routes;

import static sea.tchat.messaging.routes.MembershipRoutes.REQUIRE_MEMBER;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Receipts;
import sea.tchat.messaging.store.MessageLog;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.Problems.FieldError;

/** {@code PUT /dialogs/{id}/receipts}: high-water marks, which only rise, so that devices may report in any order. */
@Component
class ReceiptRoutes extends RouteBuilder {
    private final MessageLog log;

    ReceiptRoutes(MessageLog log) {
        this.log = log;
    }

    @Override
    public void configure() {
        from("direct:putReceipts")
                .routeId("messaging.put-receipts")
                .routeDescription("Raises the caller's marks, never beyond the last message")
                .routeConfigurationId("rest")
                .to(REQUIRE_MEMBER)
                .process(this::marks)
                .to("sql:classpath:sql/raise-marks.sql?noop=true")
                .process(exchange -> exchange.getMessage().setBody(null));
    }

    private void marks(Exchange exchange) {
        Message request = exchange.getMessage();
        Receipts receipts = request.getBody(Receipts.class);
        long lastSeq = log.lastSeq(UUID.fromString(request.getHeader("id", String.class)));
        List<FieldError> errors = new ArrayList<>();
        check("/delivered_seq", receipts.delivered(), lastSeq, errors);
        check("/read_seq", receipts.read(), lastSeq, errors);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        request.setHeader("delivered_seq", receipts.delivered());
        request.setHeader("read_seq", receipts.read());
    }

    private static void check(String field, long mark, long lastSeq, List<FieldError> errors) {
        if (mark > lastSeq) {
            errors.add(new FieldError(field, "RANGE", "the dialog's last seq is " + lastSeq));
        }
    }
}
