package sea.tchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import sea.tchat.sandbox.wire.Json;

class OmiseTest extends SandboxTest {
    private static final String AUTH = basic(SKEY, "");

    private JsonNode promptPay(String amount) throws Exception {
        return json(send(post(
                "/omise/charges",
                AUTH,
                "amount",
                amount,
                "currency",
                "thb",
                "source[type]",
                "promptpay",
                "metadata[order]",
                "o-1")));
    }

    private String token(String number) throws Exception {
        HttpResponse<String> created = send(post(
                "/omise-vault/tokens",
                basic(PKEY, ""),
                "card[name]",
                "A B",
                "card[number]",
                number,
                "card[expiration_month]",
                "12",
                "card[expiration_year]",
                "2039",
                "card[security_code]",
                "123"));
        assertThat(created.body()).doesNotContain(number);
        return json(created).path("id").asText();
    }

    private static void assertSigned(Receiver.Hook hook) throws Exception {
        String at = hook.headers().getFirst("Omise-Signature-Timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(OMISE_SECRET), "HmacSHA256"));
        byte[] hash = mac.doFinal((at + "." + hook.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(hook.headers().getFirst("Omise-Signature"))
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void aPromptPayChargeWaitsForItsCodeToBeScanned() throws Exception {
        JsonNode charge = promptPay("10000");
        assertThat(charge.path("status").asText()).isEqualTo("pending");
        assertThat(charge.path("currency").asText()).isEqualTo("THB");
        assertThat(charge.path("metadata").path("order").asText()).isEqualTo("o-1");
        assertThat(charge.path("expires_at").asText()).isNotEmpty();
        String qr = charge.path("source")
                .path("scannable_code")
                .path("image")
                .path("download_uri")
                .asText();
        HttpResponse<String> picture = http.send(
                HttpRequest.newBuilder(java.net.URI.create(qr)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(picture.headers().firstValue("content-type")).hasValue("image/svg+xml");
    }

    @Test
    void aPaidChargeIsToldOnceAndSignedEvenWhenReceiverAndSandboxRestartInBetween() throws Exception {
        String id = promptPay("10000").path("id").asText();
        await().until(() -> receiver.hooks.size() == 1);
        receiver.status = 503;
        assertThat(json(control("/omise/charges/" + id + "/pay")).path("status").asText())
                .isEqualTo("successful");
        restart();
        receiver.status = 200;
        await().until(() -> receiver.hooks.size() == 2);
        Receiver.Hook hook = receiver.hooks.get(1);
        assertSigned(hook);
        JsonNode event = Json.MAPPER.readTree(hook.body());
        assertThat(event.path("key").asText()).isEqualTo("charge.complete");
        assertThat(event.path("data").path("paid").asBoolean()).isTrue();
        JsonNode known = json(get("/omise/events/" + event.path("id").asText(), AUTH));
        assertThat(known.path("data").path("id").asText()).isEqualTo(id);
        await().until(() ->
                read("/sandbox/webhooks?limit=1").get(0).path("state").asText().equals("delivered"));
        restart();
        assertThat(json(control("/omise/charges/" + id + "/pay")).path("code").asText())
                .isEqualTo("invalid_charge");
        assertThat(receiver.hooks).hasSize(2);
    }

    @Test
    void aDeclinedCardIs200WithAFailedCharge() throws Exception {
        HttpResponse<String> declined = send(
                post("/omise/charges", AUTH, "amount", "10000", "currency", "THB", "card", token("4111111111140011")));
        assertThat(declined.statusCode()).isEqualTo(200);
        assertThat(json(declined).path("status").asText()).isEqualTo("failed");
        assertThat(json(declined).path("failure_code").asText()).isEqualTo("insufficient_fund");
    }

    @Test
    void aTokenIsGoodForOneCharge() throws Exception {
        String token = token("4242424242424242");
        HttpRequest.Builder charge = post("/omise/charges", AUTH, "amount", "10000", "currency", "THB", "card", token);
        assertThat(json(send(charge)).path("status").asText()).isEqualTo("successful");
        HttpResponse<String> again = send(charge);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).path("code").asText()).isEqualTo("used_token");
    }

    @Test
    void capturesAndRefundsUpToTheAmount() throws Exception {
        JsonNode charge = json(send(post(
                "/omise/charges",
                AUTH,
                "amount",
                "10000",
                "currency",
                "THB",
                "capture",
                "false",
                "card",
                token("4242424242424242"))));
        String path = "/omise/charges/" + charge.path("id").asText();
        assertThat(charge.path("authorized").asBoolean()).isTrue();
        assertThat(charge.path("status").asText()).isEqualTo("pending");
        assertThat(json(send(post(path + "/capture", AUTH))).path("paid").asBoolean())
                .isTrue();
        assertThat(json(send(post(path + "/refunds", AUTH, "amount", "6000")))
                        .path("status")
                        .asText())
                .isEqualTo("closed");
        assertThat(json(send(post(path + "/refunds", AUTH, "amount", "6000")))
                        .path("code")
                        .asText())
                .isEqualTo("failed_refund");
        assertThat(json(get(path, AUTH)).path("refunded_amount").asLong()).isEqualTo(6000);
    }

    @Test
    void takesJsonAsWellAndListsNewestFirst() throws Exception {
        HttpResponse<String> charge = send(
                to("/omise/charges")
                        .header("Authorization", AUTH)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"amount\":2000,\"currency\":\"THB\",\"source\":{\"type\":\"promptpay\"},\"metadata\":{\"order\":\"o-2\"}}")));
        assertThat(charge.statusCode()).isEqualTo(200);
        String second = promptPay("3000").path("id").asText();
        JsonNode list = json(get("/omise/charges?order=reverse_chronological&limit=1", AUTH));
        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.path("data")).hasSize(1);
        assertThat(list.path("data").get(0).path("id").asText()).isEqualTo(second);
    }

    @Test
    void refusesTheWrongKeyAndAmountsOutOfRange() throws Exception {
        assertThat(get("/omise/charges", basic(PKEY, "")).statusCode()).isEqualTo(401);
        assertThat(promptPay("1999").path("code").asText()).isEqualTo("invalid_charge");
        assertThat(promptPay("15000001").path("code").asText()).isEqualTo("invalid_charge");
    }

    @Test
    void aTransferIsSentAndPaidByItself() throws Exception {
        JsonNode recipient = json(send(post(
                "/omise/recipients",
                AUTH,
                "name",
                "A B",
                "type",
                "individual",
                "bank_account[brand]",
                "test",
                "bank_account[number]",
                "1234567890",
                "bank_account[name]",
                "A B")));
        send(post(
                "/omise/transfers",
                AUTH,
                "amount",
                "50000",
                "recipient",
                recipient.path("id").asText()));
        await().until(() -> receiver.hooks.stream().anyMatch(h -> h.body().contains("\"transfer.pay\"")));
    }

    @Test
    void aSpoiltRedeliveryDoesNotVerify() throws Exception {
        promptPay("10000");
        await().until(() -> receiver.hooks.size() == 1);
        for (String how : List.of("signature", "body", "secret")) {
            receiver.hooks.clear();
            assertThat(json(control("/webhooks/omise/redeliver", "corrupt", how, "times", "2"))
                            .path("statuses"))
                    .hasSize(2);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> assertSigned(receiver.hooks.get(0)))
                    .isInstanceOf(AssertionError.class);
        }
        receiver.hooks.clear();
        control("/webhooks/omise/redeliver", "corrupt", "timestamp");
        assertSigned(receiver.hooks.get(0));
        long at = Long.parseLong(receiver.hooks.get(0).headers().getFirst("Omise-Signature-Timestamp"));
        assertThat(java.time.Instant.now().getEpochSecond() - at).isBetween(300L, 310L);
    }
}
