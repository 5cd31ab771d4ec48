package sea.tchat.messaging;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
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
