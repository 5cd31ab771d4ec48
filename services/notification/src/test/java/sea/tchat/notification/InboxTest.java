package sea.tchat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest extends NotificationTest {

    @Test
    void listsCountsAndMarksMineOnly() throws Exception {
        UUID user = UUID.randomUUID();
        UUID stranger = UUID.randomUUID();
        UUID dialog = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            publish("message.unreached", unreached(dialog, user));
        }
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> get("/api/v1/notifications/unread-count", user)
                                .path("unread_count")
                                .asInt()
                        == 3);

        JsonNode first = get("/api/v1/notifications?limit=2", user);
        JsonNode second = get(
                "/api/v1/notifications?limit=2&cursor="
                        + first.path("next_cursor").asText(),
                user);
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next_cursor").isNull()).isTrue();
        JsonNode newest = first.at("/items/0");
        assertThat(newest.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "category", "type", "dialog_id", "data", "created_at", "read_at");
        assertThat(newest.path("dialog_id").asText()).isEqualTo(dialog.toString());
        assertThat(newest.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        String read = "/api/v1/notifications/" + newest.path("id").asText() + "/read";
        assertThat(call("PUT", read, stranger).statusCode()).isEqualTo(404);
        assertThat(call("PUT", read, user).statusCode()).isEqualTo(204);
        assertThat(call("PUT", read, user).statusCode()).isEqualTo(204);
        assertThat(get("/api/v1/notifications/unread-count", user)
                        .path("unread_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/api/v1/notifications?unread=true", user).path("items")).hasSize(2);
        assertThat(get("/api/v1/notifications", stranger).path("items")).isEmpty();
    }

    @Test
    void refusesWhatTheContractDoesNotKnow() throws Exception {
        UUID user = UUID.randomUUID();
        assertThat(call("GET", "/api/v1/notifications", null).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/api/v1/notifications?limit=0", user).statusCode())
                .isEqualTo(400);
        assertThat(call("GET", "/api/v1/notifications?cursor=x", user).statusCode())
                .isEqualTo(400);
        assertThat(call("GET", "/api/v1/notifications?nope=1", user).statusCode())
                .isEqualTo(400);
        assertThat(call("PUT", "/api/v1/notifications/x/read", user).statusCode())
                .isEqualTo(400);
        assertThat(call("PUT", "/api/v1/notifications/" + UUID.randomUUID() + "/read", user)
                        .statusCode())
                .isEqualTo(404);
    }
}
