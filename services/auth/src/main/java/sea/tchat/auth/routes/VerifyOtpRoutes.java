package sea.tchat.auth.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sql.SqlConstants;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.Account;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.domain.Market;
import sea.tchat.auth.domain.Otp;
import sea.tchat.auth.domain.Pepper;
import sea.tchat.auth.domain.SignedIn;
import sea.tchat.auth.domain.TokenPair;
import sea.tchat.auth.domain.User;
import sea.tchat.auth.domain.UserEvents;
import sea.tchat.auth.domain.VerifyOtp;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.event.Event;
import sea.tchat.routes.outbox.Outbox;

/** {@code POST /api/v1/auth/otp/verify}: a code becomes a session. */
@Component
public final class VerifyOtpRoutes extends RouteBuilder {
    private static final String REQUEST = "otp.request";
    private static final String ACCOUNT = "account";
    private static final String TOKENS = "tokens";
    private static final String IS_NEW = "is-new-user";

    private final Pepper pepper;
    private final TokenDesk desk;
    private final Outbox outbox;
    private final SendLimits limits;
    private final Map<Market, Counter> registrations = new EnumMap<>(Market.class);

    VerifyOtpRoutes(Pepper pepper, TokenDesk desk, Outbox outbox, SendLimits limits, MeterRegistry meters) {
        this.pepper = pepper;
        this.desk = desk;
        this.outbox = outbox;
        this.limits = limits;
        for (Market market : Market.values()) {
            registrations.put(market, meters.counter("user.registrations", "country", market.name()));
        }
    }

    @Override
    public void configure() {
        from("direct:verifyOtp")
                .routeId("auth.verify-otp")
                .routeDescription("Spends a try, compares, signs in")
                .routeConfigurationId("rest")
                .process(this::takeRequest)
                .to("sql:classpath:sql/otp-count-attempt.sql?outputType=SelectOne&outputHeader=attempt")
                .filter(header("attempt").isNull())
                .to("sql:classpath:sql/otp-why-dead.sql?outputType=SelectOne&outputHeader=why_dead")
                .process(this::refuseDead)
                .end()
                .process(this::compare)
                .to("direct:sign-in")
                .to("direct:announce-ended-sessions")
                .process(this::answer);

        from("direct:sign-in")
                .routeId("auth.sign-in")
                .routeDescription(
                        "One transaction: the code is used, the user found or made, a session opened, both told")
                .routeConfigurationId("step")
                .policy("transaction")
                .to("sql:classpath:sql/otp-use.sql?noop=true")
                .process(this::requireFirstUse)
                .to("sql:classpath:sql/user-sign-in.sql?outputType=SelectOne&outputHeader=user")
                .process(this::knowUser)
                .to("sql:classpath:sql/session-evict-oldest.sql?outputHeader=ended")
                .process(this::drawTokens)
                .to("sql:classpath:sql/session-open.sql?noop=true")
                .to("sql:classpath:sql/refresh-token-issue.sql?noop=true")
                .process(this::publish)
                .end();
    }

    private void takeRequest(Exchange exchange) {
        VerifyOtp request = exchange.getMessage().getBody(VerifyOtp.class);
        exchange.setProperty(REQUEST, request);
        Message message = exchange.getMessage();
        message.setHeader("verification_id", request.verificationId());
        message.setHeader("otp_tries", AuthRules.OTP_TRIES);
        // A statement's parameters are looked up in a JSON body before the headers, and the body is the client's.
        message.setBody(null);
    }

    /** An unknown verification is an expired one: they are deleted after a day. */
    private void refuseDead(Exchange exchange) {
        Message message = exchange.getMessage();
        Object code = message.getHeader("why_dead");
        if ("OTP_ATTEMPTS_EXCEEDED".equals(code)) {
            message.setHeader("Retry-After", limits.cooldownSeconds());
            throw new Refused("OTP_ATTEMPTS_EXCEEDED", "ask for a new code");
        }
        throw new Refused(code == null ? "OTP_EXPIRED" : code.toString());
    }

    private void compare(Exchange exchange) {
        VerifyOtp request = exchange.getProperty(REQUEST, VerifyOtp.class);
        Message message = exchange.getMessage();
        Map<?, ?> attempt = message.getHeader("attempt", Map.class);
        byte[] mac = (byte[]) attempt.get("code_mac");
        if (!pepper.matches(request.verificationId(), new Otp(request.code()), mac)) {
            int left = AuthRules.OTP_TRIES - ((Number) attempt.get("attempts")).intValue();
            throw new Refused("OTP_INCORRECT", null, Map.of("attempts_left", left));
        }
        message.setHeader("code_mac", mac);
        message.setHeader("new_user_id", Ids.next());
        message.setHeader("phone_number", attempt.get("phone_number"));
        message.setHeader("country", attempt.get("country"));
        message.setHeader("locale", attempt.get("locale"));
        message.setHeader(
                "time_zone", Market.valueOf((String) attempt.get("country")).timeZone());
    }

    private void requireFirstUse(Exchange exchange) {
        if (exchange.getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, Integer.class) != 1) {
            throw new Refused("OTP_ALREADY_USED");
        }
    }

    private void knowUser(Exchange exchange) {
        Message message = exchange.getMessage();
        @SuppressWarnings("unchecked")
        Map<String, Object> row = message.getHeader("user", Map.class);
        Account account = Account.of(row);
        if (!account.user().isActive()) {
            throw new Refused("FORBIDDEN", "this account is closed");
        }
        exchange.setProperty(ACCOUNT, account);
        exchange.setProperty(IS_NEW, row.get("is_new_user"));
        message.setHeader("user_id", account.user().id());
        message.setHeader("sessions_kept", AuthRules.SESSIONS - 1);
    }

    private void drawTokens(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(TOKENS, desk.draw(message, exchange.getProperty(ACCOUNT, Account.class), Ids.next()));
        VerifyOtp.Device device = exchange.getProperty(REQUEST, VerifyOtp.class).device();
        message.setHeader("device_id", device.id());
        message.setHeader("platform", device.platform());
        message.setHeader("device_name", device.name());
        message.setHeader("app_version", device.appVersion());
        message.setHeader("push_token", device.pushToken());
    }

    private void publish(Exchange exchange) {
        User user = exchange.getProperty(ACCOUNT, Account.class).user();
        if (exchange.getProperty(IS_NEW, boolean.class)) {
            outbox.publish(UserEvents.TOPIC, Event.of("user.registered", user.id(), UserEvents.Profile.of(user)));
        }
        UUID session = exchange.getMessage().getHeader("session_id", UUID.class);
        outbox.publish(UserEvents.TOPIC, Event.of("user.login", user.id(), new UserEvents.Login(user.id(), session)));
    }

    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        User user = exchange.getProperty(ACCOUNT, Account.class).user();
        boolean isNew = exchange.getProperty(IS_NEW, boolean.class);
        if (isNew) {
            registrations.get(Market.valueOf(user.country())).increment();
        }
        message.setBody(SignedIn.with(
                exchange.getProperty(TOKENS, TokenPair.class),
                user,
                message.getHeader("session_id", UUID.class),
                isNew));
    }
}
