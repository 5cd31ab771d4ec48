package sea.tchat.migrations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import sea.tchat.migrations.MigrationStep.State;

/**
 * Makes the topics of {@code kafka/topics.txt}: creates what is missing and sets the settings that the file names. The number of
 * partitions of a topic that exists is never touched, since its keys would move to other partitions and lose their order.
 *
 * <p>Every method throws {@link MigrationException} with a line for the operator.
 */
public final class KafkaTopics {

    static final String STORE = "kafka";
    /** Topics belong to no service. */
    static final String SERVICE = "-";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Admin admin;
    private final List<Topic> wanted;

    private KafkaTopics(Admin admin, List<Topic> wanted) {
        this.admin = admin;
        this.wanted = wanted;
    }

    /** One line of the file; {@code name} carries the prefix already. */
    record Topic(String name, int partitions, Map<String, String> config) {}

    /**
     * Creates what is missing.
     *
     * @param brokers {@code host:port,host:port}
     * @param prefix put before each name, {@code tchat.} by default
     * @return what was created or set now; empty if all was there
     */
    public static List<MigrationStep> up(String brokers, String prefix) {
        return up(brokers, prefix, step -> {});
    }

    static List<MigrationStep> up(String brokers, String prefix, Consumer<MigrationStep> listener) {
        return on(brokers, prefix, topics -> topics.create(listener));
    }

    /** Which topics are there and which are not. */
    public static List<MigrationStep> status(String brokers, String prefix) {
        return on(brokers, prefix, KafkaTopics::compare);
    }

    static List<Topic> parse(String text, String prefix) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> topic(line, prefix))
                .toList();
    }

    private static Topic topic(String line, String prefix) {
        String[] words = line.split("\\s+");
        try {
            Map<String, String> config = new HashMap<>();
            for (int i = 2; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                config.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
            return new Topic(prefix + words[0], Integer.parseInt(words[1]), Map.copyOf(config));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new MigrationException(
                    "kafka/topics.txt: '" + line + "' is not: name partitions [config=value ...]", e);
        }
    }

    private interface Work {
        List<MigrationStep> in(KafkaTopics topics) throws ExecutionException, InterruptedException;
    }

    private static List<MigrationStep> on(String brokers, String prefix, Work work) {
        List<Topic> wanted = parse(Scripts.text("kafka/topics.txt"), prefix);
        Properties settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        try (Admin admin = Admin.create(settings)) {
            return work.in(new KafkaTopics(admin, wanted));
        } catch (ExecutionException | KafkaException e) {
            throw new MigrationException(
                    "Kafka at " + brokers + " (KAFKA_BROKERS): " + MigrationException.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while waiting for Kafka at " + brokers, e);
        }
    }

    private List<MigrationStep> compare() throws ExecutionException, InterruptedException {
        Collection<String> there = admin.listTopics().names().get();
        return wanted.stream()
                .map(topic -> step(topic.name(), there.contains(topic.name()) ? State.APPLIED : State.PENDING))
                .toList();
    }

    private List<MigrationStep> create(Consumer<MigrationStep> listener)
            throws ExecutionException, InterruptedException {
        Collection<String> there = admin.listTopics().names().get();
        List<Topic> missing =
                wanted.stream().filter(topic -> !there.contains(topic.name())).toList();
        List<Topic> existing = new ArrayList<>(wanted);
        existing.removeAll(missing);
        List<MigrationStep> steps = new ArrayList<>();
        Map<String, KafkaFuture<Void>> creations = admin.createTopics(missing.stream()
                        .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                                .configs(topic.config()))
                        .toList())
                .values();
        for (Topic topic : missing) {
            if (isCreated(creations.get(topic.name()))) {
                steps.add(step(topic.name(), State.APPLIED));
                listener.accept(steps.get(steps.size() - 1));
            } else {
                existing.add(topic);
            }
        }
        refuseFewerPartitions(existing);
        steps.addAll(configure(existing, listener));
        return steps;
    }

    /** False if another run was faster. */
    private static boolean isCreated(KafkaFuture<Void> creation) throws ExecutionException, InterruptedException {
        try {
            creation.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void refuseFewerPartitions(List<Topic> existing) throws ExecutionException, InterruptedException {
        var descriptions = admin.describeTopics(
                        existing.stream().map(Topic::name).toList())
                .allTopicNames()
                .get();
        for (Topic topic : existing) {
            int partitions = descriptions.get(topic.name()).partitions().size();
            if (partitions < topic.partitions()) {
                throw new MigrationException("the topic " + topic.name() + " has " + partitions + " partitions and not "
                        + topic.partitions() + ". More partitions move keys and break their order, so this is not done"
                        + " here: with writers and consumers stopped and nothing left to read, kafka-topics --alter --topic "
                        + topic.name() + " --partitions " + topic.partitions());
            }
        }
    }

    private List<MigrationStep> configure(List<Topic> existing, Consumer<MigrationStep> listener)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, Topic> resources = new HashMap<>();
        existing.stream()
                .filter(topic -> !topic.config().isEmpty())
                .forEach(topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
        Map<ConfigResource, Config> current =
                admin.describeConfigs(resources.keySet()).all().get();
        List<MigrationStep> steps = new ArrayList<>();
        for (Map.Entry<ConfigResource, Topic> resource : resources.entrySet()) {
            Map<String, String> wrong = new HashMap<>(resource.getValue().config());
            wrong.entrySet().removeIf(setting -> setting.getValue()
                    .equals(current.get(resource.getKey()).get(setting.getKey()).value()));
            for (Map.Entry<String, String> setting : wrong.entrySet()) {
                admin.incrementalAlterConfigs(Map.of(
                                resource.getKey(),
                                List.of(new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()),
                                        AlterConfigOp.OpType.SET))))
                        .all()
                        .get();
                steps.add(step(resource.getValue().name() + " " + setting, State.APPLIED));
                listener.accept(steps.get(steps.size() - 1));
            }
        }
        return steps;
    }

    private static MigrationStep step(String name, State state) {
        return new MigrationStep(SERVICE, STORE, name, state);
    }
}
