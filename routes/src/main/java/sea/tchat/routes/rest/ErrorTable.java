package sea.tchat.routes.rest;

import java.util.List;
import java.util.Map;

/** The table of errors as it is served at {@code GET /api/v1/errors}. */
public final class ErrorTable {
    /** One line of it, in the order of the file. */
    public record Line(String code, int status, String title) {}

    private ErrorTable() {}

    public static List<Line> items() {
        return Problems.table().entrySet().stream().map(ErrorTable::line).toList();
    }

    private static Line line(Map.Entry<String, Problems.Kind> entry) {
        return new Line(
                entry.getKey(), entry.getValue().status(), entry.getValue().title());
    }
}
