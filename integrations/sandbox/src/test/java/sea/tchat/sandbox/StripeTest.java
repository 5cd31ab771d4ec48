package sea.tchat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Stripe's own library is the client. */
class StripeTest extends SandboxTest {
    private static final String AUTH = "Bearer " + STRIPE;

    private StripeClient stripe() {
        return StripeClient.builder()
                .setApiKey(STRIPE)
                .setApiBase(sandbox.url() + "/stripe")
                .setMaxNetworkRetries(0)
                .build();
    }

    private static PaymentIntentCreateParams.Builder card(String method) {
        return PaymentIntentCreateParams.builder()
                .setAmount(10_000L)
                .setCurrency("thb")
                .setConfirm(true)
                .setPaymentMethod(method)
                .putMetadata("order", "o-1")
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects.NEVER)
                        .build());
    }

    private HttpResponse<String> create(String version, String key, String... form) throws Exception {
        return send(post("/stripe/v1/payment_intents", AUTH, form)
                .header("Stripe-Version", version)
                .header("Idempotency-Key", key));
    }

    @Test
    void aCardPaysAndIsRefundedAndTheEventsAreSigned() throws Exception {
        PaymentIntent paid =
                stripe().v1().paymentIntents().create(card("pm_card_visa").build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(10_000L);
        Refund refund = stripe().v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .setAmount(4_000L)
                        .build());
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> stripe().v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(paid.getId())
                                .setAmount(6_001L)
                                .build()))
                .isInstanceOf(InvalidRequestException.class);
        await().until(() -> receiver.hooks.stream().anyMatch(h -> h.body().contains("charge.refunded")));
        for (Receiver.Hook hook : receiver.hooks) {
            Event event = Webhook.constructEvent(hook.body(), hook.headers().getFirst("Stripe-Signature"), WHSEC);
            assertThat(event.getDataObjectDeserializer().getObject()).isPresent();
        }
    }

    @Test
    void aDeclineIs402WithThePaymentIntent() {
        assertThatThrownBy(() -> stripe().v1()
                        .paymentIntents()
                        .create(card("pm_card_visa_chargeDeclinedInsufficientFunds")
                                .build()))
                .isInstanceOfSatisfying(CardException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(402);
                    assertThat(e.getCode()).isEqualTo("card_declined");
                    assertThat(e.getDeclineCode()).isEqualTo("insufficient_funds");
                    assertThat(e.getStripeError().getPaymentIntent().getStatus())
                            .isEqualTo("requires_payment_method");
                });
    }

    @Test
    void capturesLaterWhatWasAuthorised() throws Exception {
        PaymentIntent held = stripe().v1()
                .paymentIntents()
                .create(card("pm_card_visa")
                        .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                        .build());
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        assertThat(stripe().v1().paymentIntents().capture(held.getId()).getStatus())
                .isEqualTo("succeeded");
        assertThatThrownBy(() -> stripe().v1().paymentIntents().cancel(held.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void promptPayShowsACodeAndSucceedsWhenItIsPaid() throws Exception {
        HttpResponse<String> created = create(
                "2026-10-28.endive",
                "pp-1",
                "amount",
                "10000",
                "currency",
                "thb",
                "allowed_payment_method_types[0]",
                "promptpay",
                "confirm",
                "true",
                "payment_method_data[type]",
                "promptpay",
                "payment_method_data[billing_details][email]",
                "a@example.com");
        JsonNode intent = json(created);
        assertThat(intent.path("status").asText()).isEqualTo("requires_action");
        JsonNode qr = intent.path("next_action").path("promptpay_display_qr_code");
        assertThat(qr.path("data").asText()).isNotEmpty();
        assertThat(qr.path("image_url_png").asText()).startsWith(sandbox.url());
        assertThat(control("/stripe/payment_intents/" + intent.path("id").asText() + "/pay")
                        .statusCode())
                .isEqualTo(200);
        await().until(() -> receiver.hooks.stream().anyMatch(h -> h.body().contains("payment_intent.succeeded")));
    }

    @Test
    void replaysTheFirstAnswerAfterARestartAndRefusesOtherParameters() throws Exception {
        RequestOptions key = RequestOptions.builder().setIdempotencyKey("key-1").build();
        PaymentIntent first =
                stripe().v1().paymentIntents().create(card("pm_card_visa").build(), key);
        restart();
        PaymentIntent again =
                stripe().v1().paymentIntents().create(card("pm_card_visa").build(), key);
        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThatThrownBy(() -> stripe().v1()
                        .paymentIntents()
                        .create(card("pm_card_visa").setAmount(1L + 10_000).build(), key))
                .isInstanceOf(IdempotencyException.class);
        assertThat(json(get("/stripe/v1/payment_intents", AUTH)).path("data")).hasSize(1);
    }

    @Test
    void aKeyInUseIsAConflict() throws Exception {
        control("/faults", "provider", "stripe", "fault", "delay", "delay_ms", "2000");
        String[] form = {"amount", "10000", "currency", "thb"};
        CompletableFuture<HttpResponse<String>> slow = http.sendAsync(
                post("/stripe/v1/payment_intents", AUTH, form)
                        .header("Idempotency-Key", "slow")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await().until(() -> read("/sandbox/faults").isEmpty());
        HttpResponse<String> second = create("2026-07-29.dahlia", "slow", form);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).path("error").path("code").asText()).isEqualTo("idempotency_key_in_use");
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void validationIsNotStoredUnderTheKeyButADeclineAndA500Are() throws Exception {
        assertThat(create("2026-07-29.dahlia", "k", "amount", "1", "currency", "thb")
                        .statusCode())
                .isEqualTo(400);
        assertThat(create("2026-07-29.dahlia", "k", "amount", "1000", "currency", "thb")
                        .statusCode())
                .isEqualTo(200);
        control("/faults", "provider", "stripe", "fault", "status_after", "status", "500");
        assertThat(create("2026-07-29.dahlia", "k2", "amount", "1000", "currency", "thb")
                        .statusCode())
                .isEqualTo(500);
        HttpResponse<String> replay = create("2026-07-29.dahlia", "k2", "amount", "1000", "currency", "thb");
        assertThat(replay.statusCode()).isEqualTo(500);
        assertThat(replay.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void theVersionDecidesHowPaymentMethodTypesAreNamed() throws Exception {
        String[] old = {"amount", "1000", "currency", "thb", "payment_method_types[]", "card"};
        String[] fresh = {"amount", "1000", "currency", "thb", "allowed_payment_method_types[]", "card"};
        assertThat(create("2026-07-29.dahlia", "a", old).statusCode()).isEqualTo(200);
        HttpResponse<String> gone = create("2026-09-30.endive", "b", old);
        assertThat(json(gone).path("error").path("code").asText())
                .isEqualTo("payment_method_types_no_longer_supported");
        assertThat(create("2026-09-30.endive", "c", fresh).statusCode()).isEqualTo(200);
        HttpResponse<String> unknown = create("2025-09-30.clover", "d", fresh);
        assertThat(json(unknown).path("error").path("code").asText()).isEqualTo("parameter_unknown");
    }

    @Test
    void refusesJsonSmallAmountsAndUnknownParameters() throws Exception {
        assertThat(json(create("2026-07-29.dahlia", "a", "amount", "999", "currency", "thb"))
                        .path("error")
                        .path("code")
                        .asText())
                .isEqualTo("amount_too_small");
        assertThat(json(create("2026-07-29.dahlia", "b", "amount", "1000", "currency", "thb", "foo", "1"))
                        .path("error")
                        .path("param")
                        .asText())
                .isEqualTo("foo");
        HttpResponse<String> json = send(to("/stripe/v1/payment_intents")
                .header("Authorization", AUTH)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"amount\":1000,\"currency\":\"thb\"}")));
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(get("/stripe/v1/payment_intents", "Bearer sk_test_wrong_wrong")
                        .statusCode())
                .isEqualTo(401);
    }
}
