package sea.tchat.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sea.tchat.routes.domain.Ids;
import sea.tchat.routes.domain.Json;

class SendMessageTest extends MessagingTest {

    @Test
    void numbersParallelSendersWithoutGaps() {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID sender = i % 2 == 0 ? alice : bob;
            String text = "message " + i;
            calls.add(() -> say(sender, dialog, text));
        }
        List<Answer> answers = inParallel(calls);
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.body().at("/seq").asLong())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 60).boxed().toList());

        List<JsonNode> history = history(bob, dialog);
        assertThat(history)
                .extracting(message -> message.at("/seq").asLong())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(history.stream().map(message -> message.at("/id").asText()).collect(Collectors.toSet()))
                .isEqualTo(answers.stream().map(answer -> answer.text("/id")).collect(Collectors.toSet()));
    }

    @Test
    void takesAClientMessageIdOnceHoweverOftenItIsSent() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        String id = Ids.next().toString();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(() -> send(alice, dialog, id, "only once"));
        }
        List<Answer> answers = inParallel(calls);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(15);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(history(alice, dialog)).hasSize(1);
        send(alice, dialog, id, "something else").isProblem(422, "CLIENT_MESSAGE_ID_REUSED");
        assertThat(say(alice, dialog, "next").text("/seq")).isEqualTo("2");
    }

    @Test
    void keepsTheIdsOfSendersApart() {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        assertThat(send(alice, dialog, "same", "mine").status()).isEqualTo(201);
        assertThat(send(bob, dialog, "same", "mine too").status()).isEqualTo(201);
        assertThat(history(alice, dialog)).hasSize(2);
    }

    static List<String> texts() {
        return List.of(
                "สวัสดีครับ กินข้าวหรือยัง น้ำ ก็ ปี่ ฎุ",
                "Chào buổi sáng, tiếng Việt có dấu: ẵ ợ ử",
                "👨‍👩‍👧‍👦🏳️‍🌈🇹🇭👍🏽 e\u0301 é",
                "שלום \u202Bعربي\u202C mixed \u200F123",
                " \tline one\r\nline two\n ",
                "a",
                "x".repeat(4096),
                "😀".repeat(4096));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void givesTextsBackByteForByte(String text) {
        UUID alice = user();
        UUID bob = user();
        UUID dialog = direct(alice, bob);
        Answer sent = say(alice, dialog, text);
        assertThat(sent.status()).as("%s", sent.body()).isEqualTo(201);
        assertThat(sent.text("/content/text")).isEqualTo(text);
        Answer page = get(bob, "/api/v1/dialogs/" + dialog + "/messages");
        assertThat(page.text("/items/0/content/text")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text     | {\"text\":\"\"}                                        | /content/text",
                "text     | {\"text\":5}                                           | /content/text",
                "text     | {}                                                     | /content/text",
                "text     | {\"text\":\"hi\",\"html\":\"hi\"}                      | /content/html",
                "text     | \"hi\"                                                 | /content",
                "image    | {\"url\":\"http://a/b\",\"mime_type\":\"image/png\",\"size\":1,\"width\":1,\"height\":1} | /content/url",
                "image    | {\"url\":\"https://a/b\",\"mime_type\":\"text/html\",\"size\":1,\"width\":1,\"height\":1} | /content/mime_type",
                "image    | {\"url\":\"https://a/b\",\"mime_type\":\"image/png\",\"size\":20971521,\"width\":1,\"height\":1} | /content/size",
                "video    | {\"url\":\"https://a/b\",\"mime_type\":\"video/mp4\",\"size\":1,\"duration_ms\":1800001} | /content/duration_ms",
                "location | {\"latitude\":90.5,\"longitude\":0}                    | /content/latitude",
                "sticker  | {\"pack_id\":\"cats\"}                                 | /content/sticker_id",
                "payment  | {\"amount\":1}                                         | /type",
                "system   | {\"event\":\"joined\"}                                 | /type"
            })
    void namesTheFieldThatIsWrong(String type, String content, String field) {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        Answer answer = post(
                alice,
                "/api/v1/dialogs/" + dialog + "/messages",
                "{\"client_message_id\":\"a\",\"type\":\"" + type + "\",\"content\":" + content + "}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.body().at("/errors").findValuesAsText("field"))
                .as("%s", answer.body())
                .contains(field);
    }

    @Test
    void refusesWhatIsNotAMessage() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        String path = "/api/v1/dialogs/" + dialog + "/messages";
        say(alice, dialog, "x".repeat(4097)).isProblem(400, "VALIDATION_FAILED");
        say(alice, dialog, "😀".repeat(4097)).isProblem(400, "VALIDATION_FAILED");
        say(alice, dialog, "nul \u0000").isProblem(400, "VALIDATION_FAILED");
        send(alice, dialog, "payment:" + UUID.randomUUID(), "mine").isProblem(400, "VALIDATION_FAILED");
        post(alice, path, "{").isProblem(400, "MALFORMED_JSON");
        post(alice, path, "[]").isProblem(400, "VALIDATION_FAILED");
        post(alice, path, Map.of("client_message_id", "a", "type", "text", "content", Map.of("text", "a"), "seq", 1))
                .isProblem(400, "UNKNOWN_FIELD");
        get(alice, path + "?before_seq=5&after_seq=1").isProblem(400, "VALIDATION_FAILED");
        get(alice, path + "?before_seq=0").isProblem(400, "VALIDATION_FAILED");
        get(alice, path + "?limit=0").isProblem(400, "VALIDATION_FAILED");
        get(alice, path + "?seq=1").isProblem(400, "UNKNOWN_PARAMETER");
        assertThat(history(alice, dialog)).isEmpty();
    }

    @Test
    void takesEveryTypeThatAClientMaySend() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        Map<String, String> contents = Map.of(
                "image",
                "{\"url\":\"https://cdn.example.com/a.png\",\"mime_type\":\"image/png\",\"size\":20971520,\"width\":8192,\"height\":1}",
                "video",
                "{\"url\":\"https://cdn.example.com/a.mp4\",\"mime_type\":\"video/mp4\",\"size\":524288000,\"duration_ms\":1800000}",
                "voice",
                "{\"url\":\"https://cdn.example.com/a.ogg\",\"mime_type\":\"audio/ogg\",\"size\":1,\"duration_ms\":1}",
                "file",
                "{\"url\":\"https://cdn.example.com/a.pdf\",\"mime_type\":\"application/pdf\",\"size\":1,\"file_name\":\"ใบเสร็จ.pdf\"}",
                "location",
                "{\"latitude\":13.756331,\"longitude\":100.501762}",
                "sticker",
                "{\"pack_id\":\"cats\",\"sticker_id\":\"7\"}");
        contents.forEach((type, content) -> {
            Answer answer = post(
                    alice,
                    "/api/v1/dialogs/" + dialog + "/messages",
                    "{\"client_message_id\":\"" + type + "\",\"type\":\"" + type + "\",\"content\":" + content
                            + ",\"reply_to\":1,\"mentions\":[\"" + alice + "\"]}");
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
            assertThat(answer.body().at("/content")).isEqualTo(Json.tree(content));
            assertThat(history(alice, dialog)).contains(answer.body());
        });
    }

    @Test
    void readsHistoryInBothDirections() {
        UUID alice = user();
        UUID dialog = direct(alice, user());
        for (int i = 1; i <= 5; i++) {
            assertThat(say(alice, dialog, "message " + i).status()).isEqualTo(201);
        }
        String path = "/api/v1/dialogs/" + dialog + "/messages?limit=2";
        assertThat(seqs(get(alice, path))).containsExactly(5L, 4L);
        assertThat(get(alice, path).text("/next_cursor")).isEqualTo("4");
        assertThat(seqs(get(alice, path + "&before_seq=4"))).containsExactly(3L, 2L);
        assertThat(seqs(get(alice, path + "&before_seq=2"))).containsExactly(1L);
        assertThat(get(alice, path + "&before_seq=2").body().at("/next_cursor").isNull())
                .isTrue();
        assertThat(seqs(get(alice, path + "&after_seq=2"))).containsExactly(3L, 4L);
        assertThat(seqs(get(alice, path + "&after_seq=4"))).containsExactly(5L);
        assertThat(seqs(get(alice, path + "&after_seq=5"))).isEmpty();
        assertThat(seqs(get(alice, path + "&before_seq=1"))).isEmpty();
        assertThat(seqs(get(alice, path + "&before_seq=9007199254740991"))).containsExactly(5L, 4L);
    }

    private static List<Long> seqs(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        List<Long> seqs = new ArrayList<>();
        page.body().at("/items").forEach(message -> seqs.add(message.at("/seq").asLong()));
        return seqs;
    }
}
