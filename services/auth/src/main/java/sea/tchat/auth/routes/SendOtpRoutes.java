package sea.tchat.auth.routes;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import sea.tchat.auth.domain.AuthRules;
import sea.tchat.auth.domain.Market;
import sea.tchat.auth.domain.Otp;
import sea.tchat.auth.domain.Pepper;
import sea.tchat.auth.domain.PhoneNumber;
import sea.tchat.auth.domain.SendOtp;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.domain.Refused;
import sea.tchat.routes.limits.TokenBuckets.Verdict;

/**
 * {@code POST /api/v1/auth/otp/send}: a code by SMS. Users are not looked at, so the answer and its time say nothing about who has
 * an account.
 */
@Component
public final class SendOtpRoutes extends RouteBuilder {
    private static final String CODE = "otp.code";

    private final SendLimits limits;
    private final SmsTexts texts;
    private final Pepper pepper;
    private final SecureRandom random;
    private final Set<Market> open;
    private final Set<String> invalidNumberReasons;

    SendOtpRoutes(
            SendLimits limits,
            SmsTexts texts,
            Pepper pepper,
            SecureRandom random,
            @Value("${tchat.markets}") Set<Market> open,
            @Value("${tchat.sms.invalid-number-reasons}") Set<String> invalidNumberReasons) {
        this.limits = limits;
        this.texts = texts;
        this.pepper = pepper;
        this.random = random;
        this.open = EnumSet.copyOf(open);
        this.invalidNumberReasons = Set.copyOf(invalidNumberReasons);
    }

    @Override
    public void configure() {
        from("direct:sendOtp")
                .routeId("auth.send-otp")
                .routeDescription("Guards, a stored verification, then one SMS")
                .routeConfigurationId("rest")
                .process(this::recogniseNumber)
                .process(this::askLimits)
                .to("sql:classpath:sql/otp-find-open.sql?outputType=SelectOne&outputHeader=open")
                .process(this::drawCode)
                .to("sql:classpath:sql/otp-store.sql?noop=true")
                .process(this::writeSms)
                .to("direct:send-sms")
                .choice()
                .when(body().isInstanceOf(Outcome.Rejected.class))
                .process(this::noteFailure)
                .to("sql:classpath:sql/otp-failed.sql?noop=true")
                .process(this::refuse)
                .otherwise()
                .process(this::answer)
                .end();

        from("direct:send-sms")
                .routeId("auth.send-sms")
                .routeDescription("Header to and a text → Outcome; which provider is configuration")
                .routeConfigurationId("provider")
                .to("{{tchat.sms.sink}}");
    }

    private void recogniseNumber(Exchange exchange) {
        SendOtp request = exchange.getMessage().getBody(SendOtp.class);
        PhoneNumber number = PhoneNumber.parse(request.phoneNumber(), open);
        exchange.setProperty("number", number);
        Message message = exchange.getMessage();
        message.setHeader("phone_number", number.e164());
        message.setHeader("country", number.market().name());
        message.setHeader("locale", number.market().localeFor(request.locale()));
        message.setHeader("device_id", request.deviceId());
        message.setHeader("otp_tries", AuthRules.OTP_TRIES);
        message.setHeader("otp_seconds", AuthRules.OTP_LIFETIME.toSeconds());
        // A statement's parameters are looked up in a JSON body before the headers, and the body is the client's.
        message.setBody(null);
    }

    private void askLimits(Exchange exchange) {
        Message message = exchange.getMessage();
        Verdict verdict = limits.take(
                exchange.getProperty("number", PhoneNumber.class),
                message.getHeader("client_ip", String.class),
                message.getHeader("device_id", String.class));
        if (verdict.away()) {
            throw new Refused("SERVICE_UNAVAILABLE", "the limits of this call cannot be checked right now");
        }
        if (!verdict.allowed()) {
            throw tooMany(message, verdict.retryAfterSeconds());
        }
    }

    /** Only the MAC of a code is stored, so a resend has a new one. */
    private void drawCode(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> known = message.getHeader("open", Map.class);
        if (known != null && ((Number) known.get("resends")).intValue() >= AuthRules.OTP_RESENDS) {
            throw tooMany(message, ((Number) known.get("seconds_left")).longValue());
        }
        UUID id = known == null ? Ids.next() : (UUID) known.get("id");
        Otp code = Otp.draw(random);
        exchange.setProperty(CODE, code);
        message.setHeader("verification_id", id);
        message.setHeader("code_mac", pepper.mac(id, code));
    }

    private void writeSms(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader("to", message.getHeader("phone_number"));
        message.setBody(
                texts.of(exchange.getProperty(CODE, Otp.class), message.getHeader("locale", String.class)),
                String.class);
    }

    private void noteFailure(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader("failure", message.getBody(Outcome.Rejected.class).reason());
        message.setBody(null);
    }

    private void refuse(Exchange exchange) {
        Message message = exchange.getMessage();
        if (invalidNumberReasons.contains(message.getHeader("failure", String.class))) {
            throw new Refused("PHONE_NUMBER_INVALID", "the network knows no such mobile number");
        }
        message.setHeader("Retry-After", limits.cooldownSeconds());
        throw new Refused("UPSTREAM_FAILED", "the SMS could not be sent");
    }

    /** Also when nobody knows whether the SMS left: a second one would cost again and confuse, and the user can ask for another. */
    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
        message.setBody(new Sent(
                message.getHeader("verification_id", UUID.class),
                AuthRules.OTP_LIFETIME.toSeconds(),
                limits.cooldownSeconds()));
    }

    private static Refused tooMany(Message message, long seconds) {
        message.setHeader("Retry-After", seconds);
        return new Refused("OTP_RATE_LIMITED", "ask again in " + seconds + " s");
    }

    /** @param expiresIn seconds @param retryAfter seconds until another code may be asked for */
    record Sent(UUID verificationId, long expiresIn, long retryAfter) {}
}
