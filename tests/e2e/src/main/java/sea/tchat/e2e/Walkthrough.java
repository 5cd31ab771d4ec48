package sea.tchat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two phones sign in, talk and pay, through the gateway's public HTTP and WebSocket alone; of the sandbox it uses what a person
 * would: the SMS that arrived, and paying a QR code. Between any two steps everything else may be killed and started again.
 */
public final class Walkthrough {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
    private static final long TOP_UP = 50_000;
    private static final long TRANSFER = 12_345;

    /** One step: what happens, and how. */
    public record Step(String title, Runnable run) {}

    private static final class Person {
        final String name;
        final String phone =
                "+6681" + String.format("%07d", ThreadLocalRandom.current().nextInt(10_000_000));
        String verificationId;
        String id;
        String token;

        Person(String name) {
            this.name = name;
        }
    }

    private final String gateway;
    private final Api api;
    private final Api sandbox;
    private final Consumer<String> say;
    private final Person sender = new Person("the first phone");
    private final Person receiver = new Person("the second phone");
    private String dialogId;
    private String walletId;
    private String topUpId;
    private String qrUrl;

    /** @param say takes one line of what was seen */
    public Walkthrough(String gateway, String sandbox, Consumer<String> say) {
        this.gateway = gateway;
        this.api = new Api(gateway, PATIENCE);
        this.sandbox = new Api(sandbox, PATIENCE);
        this.say = say;
    }

    public List<Step> steps() {
        return List.of(
                new Step("Both phones ask for a code", this::askForCodes),
                new Step("Both sign in with the code from their SMS", this::signIn),
                new Step("The first opens a dialog with the second", this::openDialog),
                new Step("A text message arrives on the other's WebSocket", this::talk),
                new Step("A message to a phone that is away leads to an SMS", this::talkToWhoIsAway),
                new Step("A top-up of 500.00 THB by PromptPay gives a QR code", this::topUp),
                new Step("The code is paid at the provider; a signed webhook credits it, once", this::pay),
                new Step("123.45 THB go to the other, with a payment message in the dialog", this::transfer));
    }

    private void askForCodes() {
        for (Person person : List.of(sender, receiver)) {
            // The number is new each time this is said again: a code that was sent may not be asked for twice within a
            // minute.
            JsonNode sent = api.post(
                            "/api/v1/auth/otp/send", null, Map.of("phone_number", person.phone, "locale", "en"))
                    .expect(202);
            person.verificationId = sent.path("verification_id").asText();
            say.accept("202, verification " + person.verificationId);
        }
    }

    private void signIn() {
        for (Person person : List.of(sender, receiver)) {
            String code = codeFor(person);
            JsonNode session = api.post(
                            "/api/v1/auth/otp/verify",
                            null,
                            Map.of(
                                    "verification_id",
                                    person.verificationId,
                                    "code",
                                    code,
                                    "device",
                                    Map.of("id", "demo-" + UUID.randomUUID(), "platform", "android")))
                    .expect(200);
            person.id = session.path("user").path("id").asText();
            person.token = session.path("access_token").asText();
            require(session.path("is_new_user").asBoolean(), "a new number is a new user");
            say.accept(person.name + " read " + code + " from its SMS and is user " + person.id);
        }
    }

    private String codeFor(Person person) {
        return eventually("an SMS with a code", () -> {
            Matcher code = CODE.matcher(smsTo(person).path(0).path("body").asText(""));
            return code.find() ? code.group(1) : null;
        });
    }

    private void openDialog() {
        Map<String, Object> wish = Map.of("type", "direct", "participant_ids", List.of(receiver.id));
        JsonNode dialog = api.post("/api/v1/dialogs", sender.token, wish).expect(200, 201);
        dialogId = dialog.path("id").asText();
        JsonNode again = api.post("/api/v1/dialogs", sender.token, wish).expect(200);
        require(again.path("id").asText().equals(dialogId), "the same pair has the same dialog");
        say.accept("dialog " + dialogId + ", the same again when asked again");
    }

    private void talk() {
        try (LiveSocket socket = LiveSocket.open(gateway, receiver.token, PATIENCE)) {
            String text = "สวัสดี 👋 from the demo";
            JsonNode message = send(text);
            JsonNode live = socket.await("message.new", PATIENCE);
            require(live.path("id").asText().equals(message.path("id").asText()), "it is that message");
            require(live.path("content").path("text").asText().equals(text), "byte for byte");
            say.accept("seq " + live.path("seq") + " arrived: "
                    + live.path("content").path("text").asText());
        }
    }

    private void talkToWhoIsAway() {
        int before = smsTo(receiver).size();
        send("Are you there?");
        eventually("an SMS that tells of the message", () -> smsTo(receiver).size() > before ? "yes" : null);
        JsonNode sms = smsTo(receiver).path(0).path("body");
        require(!sms.asText().contains("Are you there"), "the SMS does not carry the message itself");
        say.accept("the SMS says: " + sms.asText());
    }

    private void topUp() {
        walletId = api.post("/api/v1/wallets", sender.token, Map.of("currency", "THB"))
                .expect(200, 201)
                .path("id")
                .asText();
        JsonNode transaction = api.post(
                        "/api/v1/topups",
                        sender.token,
                        Map.of("wallet_id", walletId, "amount", thb(TOP_UP), "method", "promptpay"),
                        "demo-topup-" + UUID.randomUUID())
                .expect(201);
        topUpId = transaction.path("id").asText();
        qrUrl = eventually("a QR code", () -> transaction(topUpId)
                .path("next_action")
                .path("qr_image_url")
                .asText(null));
        require(balance(walletId) == 0, "nothing is credited before it is paid");
        say.accept("transaction " + topUpId + " waits; scan " + qrUrl);
    }

    private void pay() {
        Matcher charge = Pattern.compile("/charges/([^/]+)/").matcher(qrUrl);
        require(charge.find(), "the QR code names its charge");
        sandbox.post("/sandbox/omise/charges/" + charge.group(1) + "/pay", null, Map.of());
        eventually("the credit", () -> balance(walletId) == TOP_UP ? "yes" : null);
        sandbox.post("/sandbox/webhooks/omise/redeliver?times=5", null, Map.of());
        require(transaction(topUpId).path("state").asText().equals("completed"), "the top-up is completed");
        require(balance(walletId) == TOP_UP, "five more webhooks credit nothing");
        say.accept("balance " + baht(balance(walletId)) + ", and still that after five more webhooks");
    }

    private void transfer() {
        try (LiveSocket socket = LiveSocket.open(gateway, receiver.token, PATIENCE)) {
            String key = "demo-transfer-" + UUID.randomUUID();
            Map<String, Object> wish = Map.of(
                    "from_wallet_id",
                    walletId,
                    "to_user_id",
                    receiver.id,
                    "amount",
                    thb(TRANSFER),
                    "note",
                    "for lunch",
                    "dialog_id",
                    dialogId);
            JsonNode paid =
                    api.post("/api/v1/transfers", sender.token, wish, key).expect(201);
            JsonNode again =
                    api.post("/api/v1/transfers", sender.token, wish, key).expect(201);
            require(again.equals(paid), "the same key gives the same answer");
            JsonNode told = awaitPayment(socket);
            require(told.path("content").path("transaction_id").equals(paid.path("id")), "it tells of this transfer");
        }
        require(balance(walletId) == TOP_UP - TRANSFER, "the sender has what is left");
        JsonNode wallets =
                api.get("/api/v1/wallets", receiver.token).expect(200).path("items");
        require(
                wallets.path(0)
                                .path("balance")
                                .path("amount")
                                .asLong(wallets.path(0).path("balance").asLong())
                        == TRANSFER,
                "the receiver has it");
        long payments = 0;
        for (JsonNode message : history()) {
            payments += message.path("type").asText().equals("payment") ? 1 : 0;
        }
        require(payments == 1, "one payment message");
        say.accept(baht(TRANSFER) + " moved, " + baht(balance(walletId)) + " left; the dialog shows it once");
    }

    private JsonNode awaitPayment(LiveSocket socket) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            JsonNode message = socket.await("message.new", PATIENCE);
            if (message.path("type").asText().equals("payment")) {
                return message;
            }
        }
        throw new IllegalStateException("no payment message");
    }

    private JsonNode send(String text) {
        Map<String, Object> message = Map.of(
                "client_message_id", UUID.randomUUID().toString(), "type", "text", "content", Map.of("text", text));
        return api.post("/api/v1/dialogs/" + dialogId + "/messages", sender.token, message)
                .expect(200, 201, 202);
    }

    private JsonNode history() {
        return api.get("/api/v1/dialogs/" + dialogId + "/messages?limit=100", receiver.token)
                .expect(200)
                .path("items");
    }

    private JsonNode transaction(String id) {
        return api.get("/api/v1/transactions/" + id, sender.token).expect(200);
    }

    private long balance(String wallet) {
        JsonNode balance =
                api.get("/api/v1/wallets/" + wallet, sender.token).expect(200).path("balance");
        return balance.isObject() ? balance.path("amount").asLong() : balance.asLong();
    }

    private JsonNode smsTo(Person person) {
        JsonNode list = sandbox.get("/sandbox/twilio/messages?to=%2B" + person.phone.substring(1), null)
                .expect(200);
        return list.isArray() ? list : list.path("items");
    }

    private static Map<String, Object> thb(long amount) {
        return Map.of("amount", amount, "currency", "THB");
    }

    private static String baht(long satang) {
        return String.format("%d.%02d THB", satang / 100, satang % 100);
    }

    private static <T> T eventually(String what, Supplier<T> look) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            T seen = look.get();
            if (seen != null) {
                return seen;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("this does not hold: " + what);
        }
    }
}
