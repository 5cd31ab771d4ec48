package sea.tchat.migrations;

/**
 * One change of one store, and what became of it.
 *
 * @param service the service whose schema it is; {@code -} for topics, which are shared
 * @param store {@code postgres}, {@code scylla} or {@code kafka}
 * @param name {@code 001_fabric::outbox} (file and changeset), {@code 001_initial_schema} or a topic with its prefix
 * @param state what became of it
 */
public record MigrationStep(String service, String store, String name, State state) {

    /** What became of a step. {@code UNKNOWN} is applied in the store while its script is not in this build. */
    public enum State {
        APPLIED,
        PENDING,
        ROLLED_BACK,
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** The line the command prints: {@code auth  postgres  001_fabric::outbox  applied}. */
    @Override
    public String toString() {
        return String.format("%-12s  %-8s  %s  %s", service, store, name, state);
    }
}
