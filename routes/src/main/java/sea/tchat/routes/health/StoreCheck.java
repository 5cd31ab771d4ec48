package sea.tchat.routes.health;

/** Asks one store whether it answers, within a second or two. */
public interface StoreCheck {
    /** {@code postgres}, {@code redis}, {@code cassandra}, {@code kafka}. */
    String store();

    /** @throws Exception when it does not answer */
    void ask() throws Exception;
}
