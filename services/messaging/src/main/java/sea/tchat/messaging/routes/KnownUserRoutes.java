package sea.tchat.messaging.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.rest.RequestIds;
import sea.tchat.routes.rest.RestEntry;

/**
 * Which users there are: a read model filled from auth's events. One who has registered a moment ago may not be in it yet, so auth
 * itself is asked, with the caller's token, before a participant is called unknown.
 */
@Component
class KnownUserRoutes extends RouteBuilder {
    /**
     * The step: body the ids to look at. Refused with {@code PARTICIPANTS_INVALID} at the first that nobody knows, and with
     * {@code SERVICE_UNAVAILABLE} where auth would have to be asked for more than {@link #MOST_ASKED}.
     */
    static final String REQUIRE_KNOWN = "direct:require-known-users";

    /** Auth is asked for one after the other, on the request's own thread; more are unknown only while the read model is behind. */
    static final int MOST_ASKED = 20;

    private static final String USER = "known_user_id";
    private static final String ASKED = "known-users.asked";

    @Override
    public void configure() {
        templatedRoute("consumer")
                .routeId("messaging.consume-known-users")
                .parameter("name", "known-users")
                .parameter("topic", "user.events");

        from("direct:known-users")
                .routeId("messaging.known-users")
                .routeDescription("user.registered, user.updated → known_users")
                .routeConfigurationId("step")
                .filter(header("event_type").in("user.registered", "user.updated"))
                .process(KnownUserRoutes::known)
                .to("sql:classpath:sql/know-user.sql?noop=true")
                .end();

        from(REQUIRE_KNOWN)
                .routeId("messaging.require-known-users")
                .routeDescription("Asks the read model, then auth")
                .routeConfigurationId("step")
                .setProperty(ASKED, body())
                .process(KnownUserRoutes::join)
                .to("sql:classpath:sql/known-users.sql")
                .process(KnownUserRoutes::unknown)
                .split(body())
                .stopOnException()
                .to("direct:ask-for-user")
                .end();

        from("direct:ask-for-user")
                .routeId("messaging.ask-for-user")
                .routeDescription("auth: GET /api/v1/users/{id}")
                .routeConfigurationId("step")
                .process(KnownUserRoutes::request)
                .to("{{tchat.messaging.auth-url}}/api/v1/users?throwExceptionOnFailure=false&followRedirects=false"
                        + "&connectionRequestTimeout=1000&connectTimeout=1000&responseTimeout=2000")
                .choice()
                .when(header(Exchange.HTTP_RESPONSE_CODE).isEqualTo(200))
                .setHeader(USER, exchangeProperty(USER))
                .to("sql:classpath:sql/know-user.sql?noop=true")
                .when(header(Exchange.HTTP_RESPONSE_CODE).isEqualTo(404))
                .throwException(new Refused("PARTICIPANTS_INVALID", "there is no user of one of these ids"))
                .otherwise()
                .throwException(new Refused("SERVICE_UNAVAILABLE", "a participant could not be looked up; try again"))
                .end();
    }

    private static void known(Exchange exchange) {
        Event event = exchange.getMessage().getBody(Event.class);
        exchange.getMessage().setHeader(USER, event.data().path("user_id").asText());
    }

    private static void join(Exchange exchange) {
        Collection<?> ids = exchange.getMessage().getBody(Collection.class);
        exchange.getMessage()
                .setHeader("ids", ids.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    private static void unknown(Exchange exchange) {
        Collection<?> asked = exchange.getProperty(ASKED, Collection.class);
        List<Object> unknown = new ArrayList<>(asked);
        List<?> known = exchange.getMessage().getBody(List.class);
        for (Object row : known) {
            unknown.remove(((Map<?, ?>) row).get("user_id"));
        }
        if (unknown.size() > MOST_ASKED) {
            throw new Refused(
                    "SERVICE_UNAVAILABLE", unknown.size() + " of the participants are not known here yet; try again");
        }
        exchange.getMessage().setBody(unknown);
    }

    /** Nothing but what is named here goes along. */
    private static void request(Exchange exchange) {
        Message message = exchange.getMessage();
        UUID user = message.getBody(UUID.class);
        TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(Exchange.HTTP_METHOD, "GET");
        headers.put(Exchange.HTTP_PATH, user.toString());
        headers.put("Authorization", exchange.getProperty(RestEntry.AUTHORIZATION, String.class));
        headers.put("X-Request-ID", message.getHeader(RequestIds.REQUEST_ID));
        headers.put(RequestIds.TRACEPARENT, message.getHeader(RequestIds.TRACEPARENT));
        message.setHeaders(headers);
        message.setBody(null);
        exchange.setProperty(USER, user);
    }
}
