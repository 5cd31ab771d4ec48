package sea.tchat.routes.domain;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Identifiers: UUIDv7 (RFC 9562), so that they sort by the time they were made. */
public final class Ids {
    private static final TimeBasedEpochGenerator V7 = Generators.timeBasedEpochGenerator();
    private static final NameBasedGenerator V5 =
            Generators.nameBasedGenerator(UUID.fromString("6c1d7f0a-7a55-5c0e-9d2b-2f5f6f1c6a10"));

    private Ids() {}

    public static UUID next() {
        return V7.generate();
    }

    /** The same id for the same name, so that an event which is made twice carries one id and is taken once. */
    public static UUID of(String name) {
        return V5.generate(name);
    }
}
