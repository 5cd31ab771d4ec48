package sea.tchat.routes.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;

/**
 * The bytes of a body as they came, also of a form: platform-http gives a form's fields only, and a webhook's signature is made
 * over its bytes. The bytes of a form wait under {@link #FORM} of the request's own form attributes, one char a byte.
 */
public final class RawBody {
    private static final String FORM = "raw";

    private RawBody() {}

    /** Keeps the bytes of forms before any route sees them; {@code multipart/form-data} is not kept, nothing here takes it. */
    static void install(Router router, long maxBytes) {
        BodyHandler reader = BodyHandler.create(false).setBodyLimit(maxBytes);
        router.route().order(Integer.MIN_VALUE + 8).handler(context -> {
            if (isForm(context.request())) {
                reader.handle(context);
            } else {
                context.next();
            }
        });
        router.route().order(Integer.MIN_VALUE + 9).handler(RawBody::keep);
    }

    /** @return empty where there is no body */
    public static byte[] of(Message message, HttpServerRequest request) {
        if (message.getBody() instanceof Buffer buffer) {
            return buffer.getBytes();
        }
        String form = isForm(request) ? request.getFormAttribute(FORM) : null;
        return form == null ? new byte[0] : form.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void keep(RoutingContext context) {
        if (isForm(context.request()) && context.body().buffer() != null) {
            String bytes = context.body().buffer().toString(StandardCharsets.ISO_8859_1);
            context.request().formAttributes().clear().add(FORM, bytes);
        }
        context.next();
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
    }
}
