package sea.tchat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Outcome;
import sea.tchat.routes.event.Event;

class SmsTest extends NotificationTest {

    @Test
    void sendsOneTextInTheUsersLanguageHoweverOftenTheEventComes() {
        String number = number();
        UUID user = user(number);
        UUID dialog = UUID.randomUUID();
        Event event = unreached(dialog, user);
        publish("message.unreached", event);
        publish("message.unreached", event);
        // The same message under another event id, as after a replay of the log.
        publish(
                "message.unreached",
                new Event(UUID.randomUUID(), event.type(), 1, event.occurredAt(), event.subject(), event.data()));

        awaitStates(user, "sent");
        afterAnotherRound(dialog);

        assertThat(provider.texts(number)).containsExactly("คุณมีข้อความใหม่ใน Tchat");
        assertThat(attempts(user)).containsExactly("sent");
    }

    @Test
    void collapsesADialogsMessagesIntoOneTextAndKeepsDialogsApart() {
        String number = number();
        UUID user = user(number);
        UUID dialog = UUID.randomUUID();
        IntStream.range(0, 5).forEach(i -> publish("message.unreached", unreached(dialog, user)));
        publish("message.unreached", unreached(UUID.randomUUID(), user));

        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(states(user)).hasSize(6).containsOnly("sent", "collapsed"));

        assertThat(provider.texts(number)).hasSize(2);
    }

    @Test
    void waitsForAContactThatComesLater() {
        String number = number();
        UUID user = UUID.randomUUID();
        publish("message.unreached", unreached(UUID.randomUUID(), user));
        awaitStates(user, "due");

        tellUser(user, number);

        awaitStates(user, "sent");
        assertThat(provider.texts(number)).hasSize(1);
    }

    @Test
    void givesUpOnARefusal() {
        String number = number();
        provider.on(number, () -> new Outcome.Rejected(null, "21610", false));
        UUID user = user(number);
        UUID dialog = UUID.randomUUID();
        publish("message.unreached", unreached(dialog, user));

        awaitStates(user, "failed");
        afterAnotherRound(dialog);

        assertThat(provider.texts(number)).hasSize(1);
        assertThat(attempts(user)).containsExactly("failed");
        assertThat(jdbc.queryForObject("select reason from attempts where user_id = ?", String.class, user))
                .isEqualTo("21610");
    }

    @Test
    void triesAgainLaterOnlyWhatTheProviderSaysItDidNotDo() {
        String number = number();
        provider.on(number, () -> new Outcome.Rejected(null, "20429", true));
        UUID user = user(number);
        publish("message.unreached", unreached(UUID.randomUUID(), user));

        awaitStates(user, "failed");

        assertThat(attempts(user)).containsExactly("failed", "failed");
    }

    @Test
    void neverSendsAgainWhileTheOutcomeIsUnknown() {
        String number = number();
        provider.on(number, () -> {
            throw new IllegalStateException("connection reset");
        });
        UUID user = user(number);
        UUID dialog = UUID.randomUUID();
        publish("message.unreached", unreached(dialog, user));
        awaitStates(user, "unknown");

        provider.on(number, () -> new Outcome.Done("SM2"));
        publish("message.unreached", unreached(dialog, user));

        awaitStates(user, "unknown", "collapsed");
        assertThat(provider.texts(number)).hasSize(1);
        assertThat(attempts(user)).containsExactly("unknown");
    }

    @Test
    void takesACallThatItsProcessDidNotSurviveForUnknown() {
        String number = number();
        UUID user = user(number);
        UUID notification = Ids.next();
        jdbc.update(
                "insert into notifications(id, user_id, category, type, event_key, sms_state) values (?, ?, 'message', 't', ?, 'started')",
                notification,
                user,
                notification.toString());
        jdbc.update(
                "insert into attempts(id, notification_id, user_id, channel, collapse_key, started_at)"
                        + " values (?, ?, ?, 'sms', 'd', now() - interval '2 hours')",
                Ids.next(),
                notification,
                user);

        awaitStates(user, "unknown");

        assertThat(attempts(user)).containsExactly("unknown");
        assertThat(provider.texts(number)).isEmpty();
    }

    @Test
    void doesNotTellOldNews() {
        String number = number();
        UUID user = user(number);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> jdbc.queryForObject("select count(*) from contacts where user_id = ?", Integer.class, user)
                        == 1);
        insertDue(user, "now() - interval '2 days'", "now()");

        awaitStates(user, "expired");
        assertThat(provider.texts(number)).isEmpty();
    }

    @Test
    void doesNotTellOldNewsToWhomItCannotTellEither() {
        UUID nobody = UUID.randomUUID();
        insertDue(nobody, "now() - interval '2 days'", "now()");

        awaitStates(nobody, "expired");
    }

    @Test
    void putsThoseWithoutAContactBehindTheOthers() {
        UUID nobody = UUID.randomUUID();
        insertDue(nobody, "now() - interval '1 hour'", "now() - interval '1 hour'");

        await().atMost(15, TimeUnit.SECONDS)
                .until(() -> jdbc.queryForObject(
                        "select sms_due_at > now() + interval '50 minutes' and sms_reason = 'no_contact'"
                                + " from notifications where user_id = ?",
                        Boolean.class,
                        nobody));
        assertThat(states(nobody)).containsExactly("due");
    }

    @Test
    void spendsNothingOnWhoMayBeConnected() throws Exception {
        String number = number();
        UUID user = user(number);
        UUID dialog = UUID.randomUUID();
        publish("message.unreached", unreached("unknown", dialog, user));

        awaitStates(user, "suppressed");
        afterAnotherRound(dialog);

        assertThat(provider.texts(number)).isEmpty();
        assertThat(attempts(user)).isEmpty();
        assertThat(get("/api/v1/notifications", user).path("items")).hasSize(1);
    }

    /**
     * Until what was published after it in the same dialog, hence in the same partition, has been told; and then until a
     * notification has, that was due after every retry of what came before. The senders take what is due in that order.
     */
    private void afterAnotherRound(UUID dialog) {
        UUID published = user(number());
        publish("message.unreached", unreached(dialog, published));
        awaitStates(published, "sent");
        UUID marker = user(number());
        insertDue(marker, "now()", "now() + interval '1500 milliseconds'"); // retry-seconds is 1
        awaitStates(marker, "sent");
    }

    private void insertDue(UUID user, String createdAt, String dueAt) {
        jdbc.update(
                "insert into notifications(id, user_id, category, type, event_key, created_at, sms_due_at)"
                        + " values (?, ?, 'message', 't', 'k', " + createdAt + ", " + dueAt + ")",
                Ids.next(),
                user);
    }
}
