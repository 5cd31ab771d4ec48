package sea.tchat.messaging.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The types of dialog and how many members each may have, the creator included. */
public enum DialogType {
    DIRECT(2, 2),
    GROUP(3, 1000);

    private final int fewest;
    private final int most;

    DialogType(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    public int fewest() {
        return fewest;
    }

    public int most() {
        return most;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static DialogType of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
