package sea.tchat.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The edge: proxies the public contract to the services, limits, verifies tokens and holds the WebSockets. */
@SpringBootApplication
@EnableConfigurationProperties(EdgeSettings.class)
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }
}
