package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import sea.tchat.routes.domain.Ids;

class DialogsTest extends MessagingTest {

    @Test
    void givesAPairOneDialogWhoeverAsksAndHoweverManyAtOnce() {
        UUID alice = user();
        UUID bob = user();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(bob))));
            calls.add(() ->
                    post(bob, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(alice, bob))));
        }
        List<Answer> answers = inParallel(calls);
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.get(0).text("/id"));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(15);
        Answer asBobSeesIt = get(bob, "/api/v1/dialogs/" + answers.get(0).text("/id"));
        assertThat(asBobSeesIt.text("/peer_id")).isEqualTo(alice.toString());
        assertThat(asBobSeesIt.body().at("/name").isNull()).isTrue();
    }

    @Test
    void givesTheDialogOfAPairWithItsLastMessageAlsoWhenAskedAgainWithTheSameKey() {
        UUID alice = user();
        UUID bob = user();
        Map<String, Object> body = Map.of("type", "direct", "participant_ids", List.of(bob));
        String key = "key-" + Ids.next();
        Answer made = postOnce(alice, "/api/v1/dialogs", body, key);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/last_message").isNull()).isTrue();
        UUID dialog = UUID.fromString(made.text("/id"));
        assertThat(say(bob, dialog, "hello").status()).isEqualTo(201);
        await().until(() ->
                get(alice, "/api/v1/dialogs/" + dialog).text("/last_seq").equals("1"));

        Answer existing = postOnce(alice, "/api/v1/dialogs", body, "key-" + Ids.next());
        assertThat(existing.status()).isEqualTo(200);
        assertThat(existing.text("/last_message/content/text")).isEqualTo("hello");
        assertThat(existing.body())
                .isEqualTo(get(alice, "/api/v1/dialogs/" + dialog).body());
        assertThat(postOnce(alice, "/api/v1/dialogs", body, key)).isEqualTo(made);
    }

    @Test
    void makesAGroupWithItsCreatorAsOwner() {
        UUID owner = user();
        List<UUID> others = List.of(user(), user());
        UUID dialog = group(owner, others);
        Answer first = get(others.get(0), "/api/v1/dialogs/" + dialog + "/members?limit=2");
        assertThat(first.body().at("/items")).hasSize(2);
        Answer second = get(
                others.get(0), "/api/v1/dialogs/" + dialog + "/members?limit=2&cursor=" + first.text("/next_cursor"));
        assertThat(second.body().at("/items")).hasSize(1);
        assertThat(second.body().at("/next_cursor").isNull()).isTrue();
        assertThat(first.text("/items/0/user_id")).isEqualTo(owner.toString());
        assertThat(first.text("/items/0/role")).isEqualTo("owner");
        assertThat(first.text("/items/1/role")).isEqualTo("member");
    }

    @Test
    void refusesParticipantsThatDoNotFit() {
        UUID alice = user();
        post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(alice)))
                .isProblem(422, "PARTICIPANTS_INVALID");
        post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(user(), user())))
                .isProblem(422, "PARTICIPANTS_INVALID");
        post(alice, "/api/v1/dialogs", Map.of("type", "group", "name", "two", "participant_ids", List.of(user())))
                .isProblem(422, "PARTICIPANTS_INVALID");
        post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(Ids.next())))
                .isProblem(422, "PARTICIPANTS_INVALID");
        post(alice, "/api/v1/dialogs", Map.of("type", "group", "participant_ids", List.of(user(), user())))
                .isProblem(400, "VALIDATION_FAILED");
        post(alice, "/api/v1/dialogs", Map.of("type", "channel", "participant_ids", List.of(user())))
                .isProblem(400, "VALIDATION_FAILED");
        post(alice, "/api/v1/dialogs", Map.of("type", "direct", "participant_ids", List.of(user()), "owner", "me"))
                .isProblem(400, "UNKNOWN_FIELD");
    }

    @Test
    void isNotThereForWhoIsNotAMember() {
        UUID alice = user();
        UUID mallory = user();
        UUID dialog = direct(alice, user());
        for (UUID id : List.of(dialog, Ids.next())) {
            String path = "/api/v1/dialogs/" + id;
            get(mallory, path).isProblem(404, "NOT_FOUND");
            get(mallory, path + "/members").isProblem(404, "NOT_FOUND");
            get(mallory, path + "/messages").isProblem(404, "NOT_FOUND");
            get(mallory, path + "/messages?before_seq=2").isProblem(404, "NOT_FOUND");
            say(mallory, id, "let me in").isProblem(404, "NOT_FOUND");
            put(mallory, path + "/receipts", Map.of("read_seq", 1)).isProblem(404, "NOT_FOUND");
        }
        get(null, "/api/v1/dialogs/" + dialog).isProblem(401, "TOKEN_MISSING");
        get(alice, "/api/v1/dialogs/not-an-id").isProblem(400, "VALIDATION_FAILED");
        assertThat(history(alice, dialog)).isEmpty();
    }

    @Test
    void listsTheLatestActivityFirstWithWhatIsUnread() {
        UUID alice = user();
        UUID bob = user();
        UUID quiet = direct(alice, user());
        UUID lively = direct(alice, bob);
        UUID newest = direct(alice, user());
        assertThat(say(bob, lively, "first").status()).isEqualTo(201);
        assertThat(say(bob, lively, "second").status()).isEqualTo(201);
        await().untilAsserted(() -> {
            Answer list = get(alice, "/api/v1/dialogs");
            assertThat(list.body().at("/items").findValuesAsText("id"))
                    .contains(lively.toString(), newest.toString(), quiet.toString());
            assertThat(list.text("/items/0/id")).isEqualTo(lively.toString());
            assertThat(list.text("/items/0/last_seq")).isEqualTo("2");
        });
        Answer first = get(alice, "/api/v1/dialogs?limit=2");
        assertThat(first.text("/items/0/last_message/content/text")).isEqualTo("second");
        assertThat(first.text("/items/0/unread_count")).isEqualTo("2");
        assertThat(first.text("/items/1/id")).isEqualTo(newest.toString());
        Answer rest = get(alice, "/api/v1/dialogs?limit=2&cursor=" + first.text("/next_cursor"));
        assertThat(rest.body().at("/items")).hasSize(1);
        assertThat(rest.text("/items/0/id")).isEqualTo(quiet.toString());
        assertThat(rest.body().at("/next_cursor").isNull()).isTrue();
        get(alice, "/api/v1/dialogs?cursor=AAAA").isProblem(400, "INVALID_CURSOR");
        get(alice, "/api/v1/dialogs?limit=101").isProblem(400, "VALIDATION_FAILED");
    }

    @Test
    void marksOnlyRiseAndNeverBeyondTheLastMessage() {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        for (int i = 0; i < 3; i++) {
            assertThat(say(alice, dialog, "message " + i).status()).isEqualTo(201);
        }
        String receipts = "/api/v1/dialogs/" + dialog + "/receipts";
        assertThat(put(bob, receipts, Map.of("read_seq", 2)).status()).isEqualTo(204);
        assertThat(put(bob, receipts, Map.of("read_seq", 1, "delivered_seq", 1)).status())
                .isEqualTo(204);
        await().untilAsserted(() -> {
            Answer seen = get(bob, "/api/v1/dialogs/" + dialog);
            assertThat(seen.text("/read_seq")).isEqualTo("2");
            assertThat(seen.text("/delivered_seq")).isEqualTo("2");
            assertThat(seen.text("/unread_count")).isEqualTo("1");
        });
        put(bob, receipts, Map.of("read_seq", 4)).isProblem(400, "VALIDATION_FAILED");
        put(bob, receipts, Map.of()).isProblem(400, "VALIDATION_FAILED");
        put(bob, receipts, Map.of("read_seq", "2")).isProblem(400, "VALIDATION_FAILED");
    }
}
