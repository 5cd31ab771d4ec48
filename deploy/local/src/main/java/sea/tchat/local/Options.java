package sea.tchat.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words and {@code --name value} or {@code --name} of a command line. */
record Options(List<String> words, Map<String, String> named) {

    static Options parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
                named.put(argument.substring(2), arguments.get(++i));
            } else {
                named.put(argument.substring(2), "");
            }
        }
        return new Options(List.copyOf(words), named);
    }

    boolean has(String name) {
        return named.containsKey(name);
    }

    String text(String name, String otherwise) {
        return named.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        String text = named.get(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new LocalException("--" + name + " wants a number, not " + text, e);
        }
    }
}
