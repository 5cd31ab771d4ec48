package sea.tchat.payment;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import sea.tchat.routes.domain.Ids;

/** Users and money for tests, put straight into the tables by the rules of the tables. */
final class Funds {
    private final JdbcTemplate jdbc;

    Funds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    UUID user() {
        UUID user = Ids.next();
        jdbc.update("insert into known_users (user_id, country, time_zone) values (?, 'TH', 'Asia/Bangkok')", user);
        return user;
    }

    /** Credits a wallet from a clearing account, in one statement, as a completed top-up leaves it. */
    void give(String wallet, long amount, String currency) {
        UUID clearing = Ids.next();
        jdbc.update(
                "insert into accounts (id, kind, provider, currency) values (?, 'clearing', ?, ?)",
                clearing,
                "test-" + clearing,
                currency);
        UUID transaction = transaction(wallet, amount, currency);
        jdbc.update(
                "insert into entries (account_id, transaction_id, posting, amount, currency) values"
                        + " (?, ?, 'settle', ?, ?), (?::uuid, ?, 'settle', ?, ?)",
                clearing,
                transaction,
                -amount,
                currency,
                wallet,
                transaction,
                amount,
                currency);
    }

    UUID transaction(String wallet, long amount, String currency) {
        UUID transaction = Ids.next();
        jdbc.update(
                "insert into transactions (id, kind, amount, currency, to_account, method)"
                        + " values (?, 'topup', ?, ?, ?::uuid, 'promptpay')",
                transaction,
                amount,
                currency,
                wallet);
        return transaction;
    }

    void freeze(String wallet) {
        jdbc.update("update accounts set status = 'frozen' where id = ?::uuid", wallet);
    }

    /** Within a transaction: the number of its connection at the server. */
    int connection() {
        return jdbc.queryForObject("select pg_backend_pid()", Integer.class);
    }

    /** Whether somebody waits for a row that this connection has locked. */
    boolean isWaitedFor(int connection) {
        return jdbc.queryForObject(
                "select exists (select from pg_locks l where not l.granted and ? = any (pg_blocking_pids(l.pid)))",
                Boolean.class,
                connection);
    }

    /** What the whole ledger must be at any time: every balance the sum of its entries, every transaction zero. */
    boolean isSound() {
        return jdbc.queryForObject(
                                "select count(*) from accounts a where balance <> (select coalesce(sum(amount), 0)"
                                        + " from entries e where e.account_id = a.id)",
                                Integer.class)
                        == 0
                && jdbc.queryForObject(
                                "select count(*) from (select 1 from entries group by transaction_id, currency"
                                        + " having sum(amount) <> 0) broken",
                                Integer.class)
                        == 0;
    }
}
