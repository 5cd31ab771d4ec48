package sea.tchat.local;

import java.io.IOException;

/** One process of the stack. */
interface Part {

    /** Its name in progress lines, log file and {@code make restart PART=…}. */
    String name();

    /** Does what must be done before it can run, such as creating its data folder, and says how to run it. */
    Launch prepare() throws IOException;
}
