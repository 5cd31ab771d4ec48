package sea.tchat.messaging.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import sea.tchat.routes.domain.Refused;

/** The body of {@code POST /dialogs}, as the contract has checked it. */
public record NewDialog(DialogType type, List<UUID> participantIds, String name, String description) {
    public static final String CREATED = "dialog.created";

    /** As PostgreSQL orders them; UUID's own order is signed. */
    private static final Comparator<UUID> UUIDS_AS_TEXT = Comparator.comparing(UUID::toString);

    /** What is wrong with the name for this type of dialog, in words. */
    public Optional<String> nameFault() {
        if (type == DialogType.DIRECT) {
            return name == null ? Optional.empty() : Optional.of("a direct dialog has no name");
        }
        return name == null || name.isBlank() ? Optional.of("is required and not blank") : Optional.empty();
    }

    /**
     * All members, the caller among them, in the order of their ids.
     *
     * @throws Refused {@code PARTICIPANTS_INVALID} when they are too few or too many for the type
     */
    public TreeSet<UUID> membersWith(UUID creator) {
        TreeSet<UUID> members = new TreeSet<>(UUIDS_AS_TEXT);
        members.addAll(participantIds);
        members.add(creator);
        if (members.size() < type.fewest() || members.size() > type.most()) {
            throw new Refused(
                    "PARTICIPANTS_INVALID",
                    type.fewest() == type.most()
                            ? "a %s dialog has %d members, the caller included".formatted(type.wire(), type.most())
                            : "a %s dialog has %d to %d members, the caller included"
                                    .formatted(type.wire(), type.fewest(), type.most()));
        }
        return members;
    }

    /** The name of a pair, the same from both sides; null where the type is not direct. */
    public String directPair(UUID creator) {
        TreeSet<UUID> members = membersWith(creator);
        return type == DialogType.DIRECT ? members.first() + ":" + members.last() : null;
    }
}
