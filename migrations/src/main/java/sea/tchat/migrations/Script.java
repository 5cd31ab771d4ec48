package sea.tchat.migrations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One numbered file of a migration folder.
 *
 * @param path below {@code migrations/}, as in {@code postgres/fabric/001_fabric.sql}
 * @param number from the file name; the order of execution, from 1 without gaps
 * @param name the file name without its ending: {@code 001_fabric}
 * @param content the text
 */
record Script(String path, int number, String name, String content) {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d{3})_[a-z0-9]+(?:_[a-z0-9]+)*");

    /** Reads number and name off the path; a name that sorts or reads otherwise than the others is refused. */
    static Script of(String path, String content) {
        String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        Matcher fileName = FILE_NAME.matcher(name);
        if (!fileName.matches()) {
            throw new MigrationException("migrations/" + path
                    + ": the name must be three digits, '_' and lower-case words, as in 002_wallets");
        }
        return new Script(path, Integer.parseInt(fileName.group(1)), name, content);
    }

    /** Refuses a folder where two files claim a number (two branches met) or a number is missing (a file was lost). */
    static List<Script> inOrder(List<Script> scripts) {
        Map<Integer, Script> byNumber = new HashMap<>();
        for (Script script : scripts) {
            Script other = byNumber.put(script.number, script);
            if (other != null) {
                throw new MigrationException("migrations/" + other.path + " and migrations/" + script.path
                        + " have the same number: give the later one the next free number");
            }
        }
        for (int number = 1; number <= scripts.size(); number++) {
            if (!byNumber.containsKey(number)) {
                throw new MigrationException(String.format(
                        "migrations/%s: number %03d is missing; numbers run from 001 without gaps",
                        scripts.get(0).path.substring(0, scripts.get(0).path.lastIndexOf('/')), number));
            }
        }
        return scripts.stream()
                .sorted((one, other) -> Integer.compare(one.number, other.number))
                .toList();
    }
}
