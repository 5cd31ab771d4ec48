package sea.tchat.migrations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Splits CQL text into statements: the servers take one at a time. */
final class CqlScript {

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int at;

    private CqlScript(String text) {
        this.text = text;
    }

    /**
     * The statements, without their semicolons and comments. Knows {@code --}, {@code //} and block comments, {@code 'text'},
     * {@code "identifiers"} (a quote is doubled inside) and {@code $$ bodies $$}.
     */
    static List<String> statements(String text) {
        return new CqlScript(text).split();
    }

    /** What tells an edited script from the one that was executed; comments and the space around statements don't count. */
    static String checksum(List<String> statements) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(";\n", statements).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<String> split() {
        while (at < text.length()) {
            if (text.startsWith("--", at) || text.startsWith("//", at)) {
                skipTo("\n", false);
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", true);
                statement.append(' ');
            } else if (text.startsWith("$$", at)) {
                copyTo("$$");
            } else if (text.charAt(at) == '\'' || text.charAt(at) == '"') {
                // A doubled quote reads as two literals next to each other, which splits the same.
                copyTo(text.substring(at, at + 1));
            } else if (text.charAt(at) == ';') {
                at++;
                end();
            } else {
                statement.append(text.charAt(at++));
            }
        }
        end();
        return List.copyOf(statements);
    }

    private void skipTo(String mark, boolean past) {
        int end = text.indexOf(mark, at + (past ? mark.length() : 0));
        at = end < 0 ? text.length() : past ? end + mark.length() : end;
    }

    private void copyTo(String quote) {
        int end = text.indexOf(quote, at + quote.length());
        if (end < 0) {
            throw new MigrationException("a " + quote + " is never closed: "
                    + text.substring(at).lines().findFirst().orElse(""));
        }
        statement.append(text, at, end + quote.length());
        at = end + quote.length();
    }

    private void end() {
        String complete = statement.toString().strip();
        statement.setLength(0);
        if (!complete.isEmpty()) {
            statements.add(complete);
        }
    }
}
