package sea.tchat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
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
        Event event = unreached(UUID.randomUUID(), user);
        publish("message.unreached", event);
        publish("message.unreached", event);
        // The same message under another event id, as after a replay of the log.
        publish(
                "message.unreached",
                new Event(UUID.randomUUID(), event.type(), 1, event.occurredAt(), event.subject(), event.data()));

        awaitStates(user, "sent");
        afterAnotherRound();

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
        publish("message.unreached", unreached(UUID.randomUUID(), user));

        awaitStates(user, "failed");
        afterAnotherRound();

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
        jdbc.update(
                "insert into notifications(id, user_id, category, type, event_key, created_at) values (?, ?, 'message', 't', 'k', now() - interval '2 days')",
                Ids.next(),
                user);

        awaitStates(user, "expired");
        assertThat(provider.texts(number)).isEmpty();
    }

    private void awaitStates(UUID user, String... states) {
        await().atMost(15, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(states(user)).isEqualTo(List.of(states)));
    }

    /** Until something that was published later has been worked on, and the timer has fired several times. */
    private void afterAnotherRound() {
        UUID other = user(number());
        publish("message.unreached", unreached(UUID.randomUUID(), other));
        awaitStates(other, "sent");
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
    }
}
