package sea.tchat.messaging;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.serializer.RedisSerializer;

/** The messaging service: dialogs, their members, and the ordered log of each. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** While Redis is away each command fails at once: by default it waits for its time-out, and the fan-out with it. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failAtOnce() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** Listens on this process's reply channel. */
    @Bean(destroyMethod = "destroy")
    RedisMessageListenerContainer replyContainer(RedisConnectionFactory redis) {
        RedisMessageListenerContainer container = new RedisMessageListenerContainer();
        container.setConnectionFactory(redis);
        container.setTaskExecutor(Runnable::run); // completing a future takes no thread of its own
        container.setSubscriptionExecutor(new SimpleAsyncTaskExecutor("replies-"));
        return container;
    }

    /** Channels carry text; the component's default would be Java serialization. */
    @Bean
    RedisSerializer<String> stringSerializer() {
        return RedisSerializer.string();
    }
}
