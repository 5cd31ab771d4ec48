package sea.tchat.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import sea.tchat.sandbox.control.ControlApi;
import sea.tchat.sandbox.control.Page;
import sea.tchat.sandbox.control.Pictures;
import sea.tchat.sandbox.faults.Faults;
import sea.tchat.sandbox.journal.Tables;
import sea.tchat.sandbox.webhooks.Webhooks;

/**
 * Stand-ins for Twilio, Stripe and Omise on one port: {@code /twilio}, {@code /stripe}, {@code /omise} and {@code /omise-vault} are the base URLs, {@code /sandbox} the controls, {@code /} a page
 * for people. Everything runs on one event loop, so a step is never disturbed by another.
 *
 * <p>In a test: {@code try (Sandbox sandbox = Sandbox.start(env)) { … sandbox.url() … }} with {@code SANDBOX_PORT=0} and {@code SANDBOX_DATA} in a temporary folder.
 */
public final class Sandbox implements AutoCloseable {
    private static final long PATIENCE = 10;

    private final Vertx vertx;
    private final Tables tables;
    private final HttpServer server;
    private final Links links;
    private final Webhooks webhooks;

    private Sandbox(Vertx vertx, Tables tables, HttpServer server, Links links, Webhooks webhooks) {
        this.vertx = vertx;
        this.tables = tables;
        this.server = server;
        this.links = links;
        this.webhooks = webhooks;
    }

    /** Runs until it is killed; a wrong setting is one line on standard error and exit code 1. */
    public static void main(String[] args) {
        // Under a name of its own, so that a test with the sandbox on its class path keeps its own logging.
        System.setProperty("logback.configurationFile", "sandbox-logback.xml");
        try {
            Sandbox sandbox = start(System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "shutdown"));
            LoggerFactory.getLogger(Sandbox.class).info("sandbox is ready at {}", sandbox.url());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("sandbox: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts a sandbox and waits until it answers.
     *
     * @param env settings by the names of environment variables, see the README's table
     * @throws IllegalArgumentException a setting is missing or wrong; the message says which
     * @throws IOException the data folder or the port cannot be had
     */
    public static Sandbox start(Map<String, String> env) throws IOException {
        Settings settings = Settings.of(env);
        Tables tables = Tables.open(settings.data());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            return start(settings, vertx, tables);
        } catch (IOException e) {
            vertx.close();
            tables.close();
            throw e;
        }
    }

    private static Sandbox start(Settings settings, Vertx vertx, Tables tables) throws IOException {
        Clock clock = Clock.systemUTC();
        Links links = new Links();
        Router router = Router.router(vertx);
        Faults faults = new Faults(tables);
        RequestLog requests = new RequestLog(tables, clock);
        Webhooks webhooks = new Webhooks(vertx, tables, clock, settings.retryBase());
        new Pictures().mount(router); // before the providers: the picture needs no key
        Providers providers = new Providers(
                new ProviderFront.House(vertx, router, tables, faults, requests), settings, clock, links, webhooks);
        new ControlApi(tables, faults, requests, webhooks, providers).mount(router);
        new Page(providers, webhooks, faults).mount(router);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(router);
        listen(server, settings);
        links.base(
                settings.publicUrl() != null
                        ? settings.publicUrl()
                        : "http://" + settings.host() + ":" + server.actualPort());
        vertx.runOnContext(start -> {
            tables.compact();
            providers.resume();
        });
        return new Sandbox(vertx, tables, server, links, webhooks);
    }

    private static void listen(HttpServer server, Settings settings) throws IOException {
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port()
                            + ", is it in use? Set SANDBOX_PORT to another.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** Where it is reached, without a slash at the end. */
    public String url() {
        return links.to("");
    }

    /** Stops at once; what was pending goes on at the next start on the same data. */
    @Override
    public void close() {
        webhooks.stop();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LoggerFactory.getLogger(Sandbox.class).warn("the sandbox did not stop in order: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tables.close();
    }
}
