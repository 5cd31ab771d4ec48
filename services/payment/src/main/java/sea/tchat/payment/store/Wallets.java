package sea.tchat.payment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sea.tchat.payment.domain.Wallet;
import sea.tchat.routes.domain.Ids;

/** The accounts that belong to users. */
@Component
public final class Wallets {
    private static final String OPEN = Sql.statement("wallet-open");
    private static final String OF_OWNER = Sql.statement("wallets-of-owner");
    private static final String FIND = Sql.statement("wallet-find");
    private static final String LOCK = Sql.statement("wallets-lock");

    private final JdbcClient jdbc;

    public Wallets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether it was opened now; false where there was one already */
    public boolean open(UUID owner, String currency) {
        return jdbc.sql(OPEN)
                        .param("id", Ids.next())
                        .param("owner", owner)
                        .param("currency", currency)
                        .update()
                == 1;
    }

    public List<Wallet> of(UUID owner) {
        return jdbc.sql(OF_OWNER)
                .param("owner", owner)
                .query((row, n) -> wallet(row))
                .list();
    }

    public Optional<Wallet> of(UUID owner, String currency) {
        return of(owner).stream()
                .filter(wallet -> wallet.currency().equals(currency))
                .findFirst();
    }

    /** @return empty also when it is another's */
    public Optional<Wallet> find(UUID id, UUID owner) {
        return jdbc.sql(FIND)
                .param("id", id)
                .param("owner", owner)
                .query((row, n) -> wallet(row))
                .optional();
    }

    /** Locks wallets in the order of their ids, which every transaction keeps, so that no two wait for each other. */
    public Map<UUID, Wallet> lock(List<UUID> ids) {
        return jdbc.sql(LOCK).param("ids", ids).query((row, n) -> wallet(row)).list().stream()
                .collect(Collectors.toMap(Wallet::id, Function.identity()));
    }

    private static Wallet wallet(ResultSet row) throws SQLException {
        return new Wallet(
                Sql.id(row, "id"),
                Sql.id(row, "owner_id"),
                row.getString("currency"),
                Sql.money(row, "balance"),
                Sql.money(row, "available"),
                Sql.money(row, "held"),
                row.getString("status"),
                Sql.instant(row, "created_at"));
    }
}
