package sea.tchat.gateway.domain;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code POST /api/v1/dialogs/*}{@code /messages}: a method and a path in which {@code *} is any one part. */
public record CallPattern(String method, Pattern path) {

    /** @throws IllegalArgumentException when it is not a method, a space and a path */
    public static CallPattern parse(String text) {
        String[] words = text.trim().split(" +");
        if (words.length != 2 || !words[1].startsWith("/")) {
            throw new IllegalArgumentException("a call is written as: METHOD /path, not: " + text);
        }
        String regex = Arrays.stream(words[1].split("/", -1))
                .map(part -> part.equals("*") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/"));
        return new CallPattern(words[0], Pattern.compile(regex + "/?"));
    }

    public boolean matches(String calledMethod, String calledPath) {
        return method.equals(calledMethod) && path.matcher(calledPath).matches();
    }
}
