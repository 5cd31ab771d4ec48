package sea.tchat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import sea.tchat.routes.domain.Ids;

/** What texts may cost in a day. */
@TestPropertySource(properties = {"tchat.sms.recipient-per-day=2", "tchat.sms.per-day=4"})
@DirtiesContext // its own service, ended with it
class SmsLimitsTest extends NotificationTest {

    @BeforeEach
    void spendNothingYet() {
        jdbc.update("update attempts set started_at = started_at - interval '2 days'");
    }

    @Test
    void tellsOneRecipientSoOftenADay() {
        String number = number();
        UUID user = user(number);
        for (int i = 0; i < 4; i++) {
            publish("message.unreached", unreached(UUID.randomUUID(), user));
        }

        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(states(user))
                .containsExactlyInAnyOrder("sent", "sent", "suppressed", "suppressed"));

        assertThat(provider.texts(number)).hasSize(2);
        assertThat(reasons(user)).containsExactly("recipient_limit", "recipient_limit");

        String other = number();
        UUID another = user(other);
        publish("message.unreached", unreached(UUID.randomUUID(), another));
        awaitStates(another, "sent");
    }

    @Test
    void sendsSoManyADayInAll() {
        List<UUID> users = Stream.generate(() -> user(number())).limit(6).toList();
        users.forEach(user -> publish("message.unreached", unreached(UUID.randomUUID(), user)));

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(users.stream().flatMap(user -> states(user).stream()))
                        .hasSize(6)
                        .containsOnly("sent", "suppressed"));

        assertThat(users.stream().flatMap(user -> attempts(user).stream()))
                .containsExactly("sent", "sent", "sent", "sent");
        assertThat(users.stream().flatMap(user -> reasons(user).stream()))
                .containsExactly("daily_limit", "daily_limit");
    }

    @Test
    void doesNotCountWhatTheProviderRefused() {
        String number = number();
        UUID user = user(number);
        for (int i = 0; i < 4; i++) {
            UUID notification = Ids.next();
            jdbc.update(
                    "insert into notifications(id, user_id, category, type, event_key, sms_state)"
                            + " values (?, ?, 'message', 't', ?, 'failed')",
                    notification,
                    UUID.randomUUID(),
                    notification.toString());
            jdbc.update(
                    "insert into attempts(id, notification_id, user_id, channel, collapse_key, state)"
                            + " values (?, ?, ?, 'sms', 'd', 'failed')",
                    Ids.next(),
                    notification,
                    user);
        }
        publish("message.unreached", unreached(UUID.randomUUID(), user));

        awaitStates(user, "sent");
    }

    private List<String> reasons(UUID user) {
        return jdbc.queryForList(
                "select sms_reason from notifications where user_id = ? and sms_state = 'suppressed'",
                String.class,
                user);
    }
}
