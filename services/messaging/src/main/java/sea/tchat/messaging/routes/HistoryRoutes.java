package sea.tchat.messaging.routes;

import static sea.tchat.messaging.routes.MembershipRoutes.REQUIRE_MEMBER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.messaging.domain.Message;
import sea.tchat.messaging.domain.Page;
import sea.tchat.messaging.domain.SeqRange;
import sea.tchat.messaging.store.MessageLog;
import sea.tchat.routes.rest.Problems;
import sea.tchat.routes.rest.Problems.FieldError;

/** {@code GET /dialogs/{id}/messages}: a page costs the same wherever in the history it lies. */
@Component
class HistoryRoutes extends RouteBuilder {
    private final MessageLog log;

    HistoryRoutes(MessageLog log) {
        this.log = log;
    }

    @Override
    public void configure() {
        from("direct:listMessages")
                .routeId("messaging.list-messages")
                .routeDescription("A page of history, by number, in either direction")
                .routeConfigurationId("rest")
                .filter(header("before_seq").isNotNull())
                .filter(header("after_seq").isNotNull())
                .throwException(Problems.invalid(List.of(
                        new FieldError("query.after_seq", "CONFLICT", "cannot be given together with before_seq"))))
                .end()
                .end()
                .to(REQUIRE_MEMBER)
                .process(this::page);
    }

    private void page(Exchange exchange) {
        Map<String, Object> asked = exchange.getMessage().getHeaders();
        UUID dialogId = UUID.fromString((String) asked.get("id"));
        int limit = ((Long) asked.get("limit")).intValue();
        long lastSeq = log.lastSeq(dialogId);
        Long afterSeq = (Long) asked.get("after_seq");
        exchange.getMessage()
                .setBody(
                        afterSeq != null
                                ? newer(dialogId, SeqRange.after(afterSeq, lastSeq, limit), lastSeq)
                                : older(dialogId, SeqRange.before((Long) asked.get("before_seq"), lastSeq, limit)));
    }

    private Page<Message> newer(UUID dialogId, SeqRange range, long lastSeq) {
        boolean more = !range.isEmpty() && range.highest() < lastSeq;
        return new Page<>(log.read(dialogId, range), more ? Long.toString(range.highest()) : null);
    }

    /** Below a page of which nothing is left, as its time to live is over, there is nothing either. */
    private Page<Message> older(UUID dialogId, SeqRange range) {
        List<Message> newestFirst = new ArrayList<>(log.read(dialogId, range));
        Collections.reverse(newestFirst);
        boolean more = range.lowest() > 1 && !newestFirst.isEmpty();
        return new Page<>(newestFirst, more ? Long.toString(range.lowest()) : null);
    }
}
