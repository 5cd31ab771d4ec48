package sea.tchat.kamelets;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What every kamelet keeps to. Camel's own messages name neither the line nor the cure: these do, {@code file:line: what. Cure.} */
final class KameletCheck {
    private static final String SUFFIX = ".kamelet.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(sink|source|action)");
    private static final Pattern SECRET =
            Pattern.compile(".*(secret|token|password|privatekey|apikey).*", Pattern.CASE_INSENSITIVE);
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    /** Steps that would take an error from the policy of the caller's route. */
    private static final Set<String> ERROR_HANDLING = Set.of(
            "errorHandler", "onException", "on-exception", "error-handler", "doTry", "do-try", "routeConfiguration");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private KameletCheck(String file) {
        this.file = file;
    }

    static List<String> problems(Path file) {
        try {
            return problems(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return one line for each problem; empty when the kamelet is sound */
    static List<String> problems(String file, String yaml) {
        KameletCheck check = new KameletCheck(file);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root == null) {
                return List.of(file + ":1: the file is empty. Write a kamelet or remove it.");
            }
            check.kamelet(root, yaml);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            return List.of(
                    file + ":" + line + ": this is not YAML, " + e.getProblem() + ". Mend the indentation or quoting.");
        }
        return check.problems;
    }

    private void kamelet(Node root, String yaml) {
        equal(root, "Kamelet", "kind");
        equal(root, "camel.apache.org/v1", "apiVersion");
        String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        if (!NAME.matcher(name).matches()) {
            problem(root, "the file's name is not <provider>-<action>-sink|source|action" + SUFFIX, "Rename it");
        }
        equal(root, name, "metadata", "name");
        equal(root, name.substring(name.lastIndexOf('-') + 1), "metadata", "labels", "camel.apache.org/kamelet.type");
        filled(root, "metadata", "annotations", "camel.apache.org/provider");
        filled(root, "metadata", "annotations", "camel.apache.org/kamelet.group");
        filled(root, "metadata", "annotations", "camel.apache.org/kamelet.support.level");
        filled(root, "spec", "definition", "title");
        filled(root, "spec", "definition", "description");
        filled(root, "spec", "template", "from", "uri");
        parameters(root, yaml);
        noErrorHandling(root);
    }

    private void parameters(Node root, String yaml) {
        Optional<Node> properties = at(root, "spec", "definition", "properties");
        List<String> names = new ArrayList<>();
        for (NodeTuple tuple : tuples(properties.orElse(null))) {
            String name = text(tuple.getKeyNode());
            names.add(name);
            parameter(name, tuple.getKeyNode(), tuple.getValueNode());
            if (!yaml.contains("{{" + name + "}}") && !yaml.contains("{{?" + name + "}}")) {
                problem(
                        tuple.getKeyNode(),
                        "parameter " + name + " is used nowhere",
                        "Use {{" + name + "}} in the template or remove it");
            }
        }
        Set<String> required = Set.copyOf(items(root, "spec", "definition", "required"));
        for (NodeTuple tuple : tuples(properties.orElse(null))) {
            boolean hasDefault = at(tuple.getValueNode(), "default").isPresent();
            if (hasDefault == required.contains(text(tuple.getKeyNode()))) {
                problem(
                        tuple.getKeyNode(),
                        "parameter " + text(tuple.getKeyNode()) + " must be either required or have a default",
                        "List it in `required` or give it a `default`, not both");
            }
        }
        required.stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        problem(root, "required parameter " + name + " does not exist", "Add it to `properties`"));
    }

    private void parameter(String name, Node key, Node parameter) {
        for (String member : List.of("title", "description", "type")) {
            if (at(parameter, member)
                    .map(KameletCheck::text)
                    .filter(t -> !t.isBlank())
                    .isEmpty()) {
                problem(key, "parameter " + name + " has no " + member, "Add `" + member + ":`");
            }
        }
        at(parameter, "type")
                .filter(type -> !TYPES.contains(text(type)))
                .ifPresent(type -> problem(type, "parameter " + name + " has an unknown type", "Use one of " + TYPES));
        at(parameter, "pattern").ifPresent(pattern -> compiles(name, pattern));
        boolean marked = at(parameter, "format")
                        .map(KameletCheck::text)
                        .filter("password"::equals)
                        .isPresent()
                && items(parameter, "x-descriptors").contains("urn:camel:group:credentials");
        if (SECRET.matcher(name).matches() && !marked) {
            problem(
                    key,
                    "parameter " + name + " is a secret and is not marked as one",
                    "Add `format: password` and `x-descriptors: [urn:camel:group:credentials]`");
        }
        if (marked && at(parameter, "default").isPresent()) {
            problem(key, "secret " + name + " has a default", "Remove it: nobody's secret is written down here");
        }
    }

    private void compiles(String name, Node pattern) {
        try {
            Pattern.compile(text(pattern));
        } catch (java.util.regex.PatternSyntaxException e) {
            problem(
                    pattern,
                    "the pattern of parameter " + name + " is not a regular expression",
                    "Mend it: " + e.getDescription());
        }
    }

    private void noErrorHandling(Node node) {
        for (NodeTuple tuple : tuples(node)) {
            if (ERROR_HANDLING.contains(text(tuple.getKeyNode()))) {
                problem(
                        tuple.getKeyNode(),
                        text(tuple.getKeyNode()) + " in a kamelet would hide failures from the policy of its caller",
                        "Remove it and let the error go up");
            }
            noErrorHandling(tuple.getValueNode());
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::noErrorHandling);
        }
    }

    private void equal(Node root, String expected, String... path) {
        String found = at(root, path).map(KameletCheck::text).orElse("");
        if (!found.equals(expected)) {
            problem(
                    at(root, path).orElse(root),
                    String.join(".", path) + " is '" + found + "'",
                    "Write '" + expected + "'");
        }
    }

    private void filled(Node root, String... path) {
        if (at(root, path)
                .map(KameletCheck::text)
                .filter(text -> !text.isBlank())
                .isEmpty()) {
            problem(at(root, path).orElse(root), String.join(".", path) + " is missing", "Add it");
        }
    }

    private void problem(Node where, String what, String cure) {
        problems.add(file + ":" + (where.getStartMark().getLine() + 1) + ": " + what + ". " + cure + ".");
    }

    private static Optional<Node> at(Node node, String... path) {
        Node here = node;
        for (String name : path) {
            here = tuples(here).stream()
                    .filter(tuple -> text(tuple.getKeyNode()).equals(name))
                    .map(NodeTuple::getValueNode)
                    .findFirst()
                    .orElse(null);
        }
        return Optional.ofNullable(here);
    }

    private static List<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
    }

    private static List<String> items(Node root, String... path) {
        return at(root, path)
                .filter(SequenceNode.class::isInstance)
                .map(list -> ((SequenceNode) list)
                        .getValue().stream().map(KameletCheck::text).toList())
                .orElse(List.of());
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
