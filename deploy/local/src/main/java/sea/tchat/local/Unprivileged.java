package sea.tchat.local;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a program that refuses to run as root is run by root; for anybody else there is nothing to do.
 *
 * @param prefix put before its command
 * @param owner  uid that its files must have, as this machine sees them
 */
record Unprivileged(List<String> prefix, int owner) {

    private static final int NOBODY = 65_534;

    /** In a user namespace of its own a process of root is nobody inside, and its files stay root's outside. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    /** Containers forbid namespaces: then nobody in earnest, who may still enter folders that only root may, such as /root. */
    private static final List<String> SETPRIV = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    static Unprivileged here() {
        long uid = new UnixSystem().getUid();
        if (uid != 0) {
            return new Unprivileged(List.of(), (int) uid);
        }
        if (works(NAMESPACE)) {
            return new Unprivileged(NAMESPACE, 0);
        }
        if (works(SETPRIV)) {
            return new Unprivileged(SETPRIV, NOBODY);
        }
        throw new LocalException("PostgreSQL does not run as root, and neither unshare -U nor setpriv is allowed here:"
                + " run this as another user, or set DB_HOST to a PostgreSQL server.");
    }

    /** For data that was made in the other way, or by root before it was given to its user. */
    void own(Path folder, Path log) throws IOException {
        if (Files.exists(folder) && !Integer.valueOf(owner).equals(Files.getAttribute(folder, "unix:uid"))) {
            Programs.run(List.of("chown", "-R", String.valueOf(owner), folder.toString()), Map.of(), log);
        }
    }

    private static boolean works(List<String> prefix) {
        return Programs.output(Stream.concat(prefix.stream(), Stream.of("true")).toArray(String[]::new))
                .isPresent();
    }
}
