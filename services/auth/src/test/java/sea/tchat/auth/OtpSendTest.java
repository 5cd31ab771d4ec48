package sea.tchat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.auth.AuthClient.Answer;
import sea.tchat.routes.domain.Json;
import sea.tchat.routes.domain.Outcome;

@AuthTest
class OtpSendTest {
    @Autowired
    AuthClient client;

    @Autowired
    SmsInbox inbox;

    @Autowired
    LimitsInRedis limits;

    @Autowired
    JdbcTemplate jdbc;

    private final String number = AuthClient.newNumber();

    @Test
    void sendsOneTextWithTheCodeFirst() {
        Answer answer = client.send(number).is(202);

        assertThat(answer.body().get("expires_in").asInt()).isEqualTo(300);
        assertThat(answer.body().get("retry_after").asInt()).isEqualTo(60);
        assertThat(UUID.fromString(answer.body().get("verification_id").asText())
                        .version())
                .isEqualTo(7);
        assertThat(inbox.count(number)).isEqualTo(1);
        assertThat(inbox.text(number))
                .startsWith("Tchat: " + inbox.code(number))
                .contains("รหัส");
        assertThat(answer.raw().body()).doesNotContain(inbox.code(number));
    }

    @ParameterizedTest
    @CsvSource({
        "+66812345678, en, sign-in code",
        "+66812345679, fil-PH, ang iyong code",
        "+66812345671, xx, รหัส",
        "+6591234567,, sign-in code",
        "+6281234567890,, kode masuk",
        "+60123456789,, kod log masuk",
        "+639171234567,, ang iyong code",
        "+84912345678,, mã đăng nhập"
    })
    void speaksTheLanguageAskedForOrTheCountrys(String to, String locale, String words) {
        client.post(
                        "/api/v1/auth/otp/send",
                        locale == null ? Map.of("phone_number", to) : Map.of("phone_number", to, "locale", locale))
                .is(202);

        assertThat(inbox.text(to)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "+6621234567, PHONE_NUMBER_INVALID", // a landline in Bangkok
        "+668123456, PHONE_NUMBER_INVALID", // a digit too few
        "0812345678, PHONE_NUMBER_INVALID",
        "66812345678, PHONE_NUMBER_INVALID",
        "+66 81 234 5678, PHONE_NUMBER_INVALID",
        "+660812345678, PHONE_NUMBER_INVALID", // with the trunk prefix: the same phone, another account
        "+999123456789, PHONE_NUMBER_INVALID",
        "hello, PHONE_NUMBER_INVALID",
        "+14155550132, COUNTRY_NOT_SERVED",
        "+447700900123, COUNTRY_NOT_SERVED",
        "+85291234567, COUNTRY_NOT_SERVED"
    })
    void servesMobileNumbersOfTheMarketsOnly(String to, String code) {
        client.send(to).isProblem(422, code);
        assertThat(inbox.count(to)).isZero();
    }

    @Test
    void answersTheSameForAnAccountAndForNone() {
        client.signIn(number);
        limits.forget();
        Answer known = client.send(number).is(202);
        Answer unknown = client.send(AuthClient.newNumber()).is(202);

        assertThat(known.body().properties().stream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(unknown.body().properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(known.raw().headers().map().keySet())
                .isEqualTo(unknown.raw().headers().map().keySet());
    }

    @Test
    void waitsAMinuteBetweenTwoCodes() {
        client.send(number).is(202);
        Answer refused = client.send(number).isProblem(429, "OTP_RATE_LIMITED");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(55, 60);
        assertThat(inbox.count(number)).isEqualTo(1);
    }

    @Test
    void sendsFiveAnHourToANumber() {
        for (int i = 0; i < 5; i++) {
            client.send(number).is(202);
            limits.forgetCooldown();
        }
        Answer refused = client.send(number).isProblem(429, "OTP_RATE_LIMITED");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(600, 720);
        assertThat(inbox.count(number)).isEqualTo(5);
    }

    @Test
    void sendsTenAnHourForAnAddressAndForADevice() {
        String address = AuthClient.newAddress();
        for (int i = 0; i < 10; i++) {
            sendFrom(address, "device-a" + i).is(202);
            sendFrom(AuthClient.newAddress(), "device-b").is(202);
        }
        sendFrom(address, "device-c").isProblem(429, "OTP_RATE_LIMITED");
        sendFrom(AuthClient.newAddress(), "device-b").isProblem(429, "OTP_RATE_LIMITED");
        sendFrom(AuthClient.newAddress(), "device-c").is(202);
    }

    @Test
    void countsAnIpv6HouseholdAsOne() {
        for (int i = 0; i < 10; i++) {
            sendFrom("2001:db8:1:2::" + i, null).is(202);
        }
        sendFrom("2001:db8:1:2:ffff::1", null).isProblem(429, "OTP_RATE_LIMITED");
        sendFrom("2001:db8:1:3::1", null).is(202);
    }

    @Test
    void goesOnWithAnOpenVerificationForTheSameDeviceThreeTimes() {
        String first = resend("device-x");
        String code = inbox.code(number);
        client.verify(first, wrong(code)).isProblem(401, "OTP_INCORRECT");

        assertThat(resend("device-x")).isEqualTo(first);
        Answer wrong = client.verify(first, wrong(inbox.code(number))).isProblem(401, "OTP_INCORRECT");
        assertThat(wrong.body().get("attempts_left").asInt()).isEqualTo(3);
        assertThat(resend("device-x")).isEqualTo(first);
        assertThat(resend("device-x")).isEqualTo(first);

        limits.forgetCooldown();
        Answer refused = client.post("/api/v1/auth/otp/send", Map.of("phone_number", number, "device_id", "device-x"))
                .isProblem(429, "OTP_RATE_LIMITED");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(250, 300);
        client.verify(first, inbox.code(number)).is(200);
    }

    @Test
    void givesAnotherDeviceAVerificationOfItsOwn() {
        String mine = resend("device-m");
        String code = inbox.code(number);
        assertThat(resend("device-o")).isNotEqualTo(mine);
        client.verify(mine, code).is(200);
    }

    @Test
    void saysWhenTheProviderTookNothing() {
        inbox.on(number, () -> new Outcome.Rejected(null, "20003", false));
        Answer refused = client.send(number).isProblem(502, "UPSTREAM_FAILED");

        assertThat(refused.header("Retry-After")).isEqualTo("60");
        String id = jdbc.queryForObject(
                "select id::text from otp_verifications where phone_number = ? and failed_at is not null and failure = '20003'",
                String.class,
                number);
        client.verify(id, inbox.code(number)).isProblem(410, "OTP_EXPIRED");
    }

    @Test
    void saysWhenTheProviderKnowsNoSuchNumber() {
        inbox.on(number, () -> new Outcome.Rejected(null, "21211", false));
        client.send(number).isProblem(422, "PHONE_NUMBER_INVALID");
    }

    @Test
    void sendsOnceWhenNobodyKnowsWhetherItArrived() {
        inbox.on(number, () -> new Outcome.Unknown("timeout"));
        String verification = client.sent(number);
        assertThat(inbox.count(number)).isEqualTo(1);
        client.verify(verification, inbox.code(number)).is(200);

        String other = AuthClient.newNumber();
        inbox.on(other, () -> {
            throw new IllegalStateException("the client fell over");
        });
        client.send(other).is(202);
        assertThat(inbox.count(other)).isEqualTo(1);
    }

    private String resend(String device) {
        limits.forgetCooldown();
        return client.post("/api/v1/auth/otp/send", Map.of("phone_number", number, "device_id", device))
                .is(202)
                .body()
                .get("verification_id")
                .asText();
    }

    private Answer sendFrom(String address, String device) {
        Map<String, String> body = device == null
                ? Map.of("phone_number", AuthClient.newNumber())
                : Map.of("phone_number", AuthClient.newNumber(), "device_id", device);
        return client.call("POST", "/api/v1/auth/otp/send", Json.write(body), Map.of("X-Forwarded-For", address));
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}
