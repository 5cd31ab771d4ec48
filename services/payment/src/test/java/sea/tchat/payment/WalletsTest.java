package sea.tchat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class WalletsTest extends PaymentTest {
    @Autowired
    TransactionTemplate transaction;

    @Test
    void opensOneWalletForEachCurrency() throws Exception {
        UUID user = funds.user();
        var answers = inParallel(8, () -> api.post(user, "/api/v1/wallets", Map.of("currency", "THB")));
        assertThat(answers)
                .extracting(Api.Answer::id)
                .containsOnly(answers.get(0).id());
        assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(201);
        api.wallet(user, "SGD");
        JsonNode mine = api.get(user, "/api/v1/wallets").json();
        assertThat(mine.path("items").findValuesAsText("status")).containsExactly("active", "active");
        assertThat(mine.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void showsNobodyTheWalletOfAnother() {
        UUID owner = funds.user();
        UUID other = funds.user();
        String wallet = api.wallet(owner, "THB");
        for (String path : new String[] {"", "/entries"}) {
            Api.Answer answer = api.get(other, "/api/v1/wallets/" + wallet + path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("NOT_FOUND");
        }
        assertThat(api.topup(other, wallet, 10_000, Api.key()).status()).isEqualTo(404);
        assertThat(api.transfer(other, wallet, owner, 100, Api.key()).status()).isEqualTo(404);
    }

    @Test
    void pagesThroughAStatement() {
        UUID user = funds.user();
        String wallet = api.wallet(user, "THB");
        for (int i = 1; i <= 5; i++) {
            long amount = i * 100L;
            transaction.executeWithoutResult(status -> funds.give(wallet, amount, "THB"));
        }
        JsonNode first =
                api.get(user, "/api/v1/wallets/" + wallet + "/entries?limit=3").json();
        assertThat(first.path("items").findValuesAsText("seq")).containsExactly("5", "4", "3");
        assertThat(first.at("/items/0/balance_after/amount").asLong()).isEqualTo(1500);
        assertThat(first.at("/items/0/counterparty/method").asText()).isEqualTo("promptpay");
        JsonNode second = api.get(
                        user,
                        "/api/v1/wallets/" + wallet + "/entries?limit=3&cursor="
                                + first.path("next_cursor").asText())
                .json();
        assertThat(second.path("items").findValuesAsText("seq")).containsExactly("2", "1");
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void refusesBadInputWithAProblem() {
        UUID user = funds.user();
        String wallet = api.wallet(user, "THB");
        assertThat(api.post(user, "/api/v1/wallets", Map.of("currency", "XXX")).status())
                .isEqualTo(400);
        assertThat(api.post(user, "/api/v1/wallets", "{").code()).isEqualTo("MALFORMED_JSON");
        assertThat(api.get(user, "/api/v1/wallets/1").status()).isEqualTo(400);
        assertThat(api.get(user, "/api/v1/wallets/" + wallet + "/entries?cursor=x!")
                        .code())
                .isEqualTo("INVALID_CURSOR");
        assertThat(api.get(user, "/api/v1/wallets/" + wallet + "/entries?limit=101")
                        .status())
                .isEqualTo(400);
        assertThat(api.get(user, "/api/v1/payment-methods").status()).isEqualTo(400);
        assertThat(api.get(null, "/api/v1/wallets").status()).isEqualTo(401);
        assertThat(api.get(user, "/api/v1/transactions/" + UUID.randomUUID()).code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void offersPromptPayForBahtOnly() {
        UUID user = funds.user();
        JsonNode baht = api.get(user, "/api/v1/payment-methods?currency=THB").json();
        assertThat(baht.at("/items/0/method").asText()).isEqualTo("promptpay");
        assertThat(baht.at("/items/0/min/amount").asLong()).isEqualTo(5_000);
        assertThat(baht.at("/items/0/max/amount").asLong()).isEqualTo(10_000_000);
        assertThat(api.get(user, "/api/v1/payment-methods?currency=VND").json().path("items"))
                .isEmpty();
    }
}
