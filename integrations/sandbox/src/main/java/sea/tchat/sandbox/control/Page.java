package sea.tchat.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sea.tchat.sandbox.Providers;
import sea.tchat.sandbox.faults.Faults;
import sea.tchat.sandbox.webhooks.Webhooks;
import sea.tchat.sandbox.wire.Json;

/** The page for people at {@code /}: received SMS, payments with a button to pay, webhooks, faults. Everything shown is escaped; it renews itself every two seconds. */
public final class Page {
    private static final int SHOWN = 25;
    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Provider sandbox</title>
            <meta name="viewport" content="width=device-width"><style>
            :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
            th{font-weight:600;opacity:.7}td.b{white-space:pre-wrap;overflow-wrap:anywhere}code{font-size:.9em}
            button{font:inherit;padding:.1rem .7rem;cursor:pointer}.e{opacity:.6}</style>
            <h1>Provider sandbox</h1><p>Twilio at <code>/twilio</code>, Stripe at <code>/stripe</code>, Omise at
            <code>/omise</code> and <code>/omise-vault</code>. Nothing here is real money or a real message.</p><main>
            """;
    private static final String FOOT = """
            </main><script>
            document.addEventListener('click',async e=>{const p=e.target.dataset.post;if(!p)return;e.target.disabled=true;
             await fetch(p,{method:'POST'});renew()});
            async function renew(){try{const t=await(await fetch('/')).text();
             document.querySelector('main').innerHTML=new DOMParser().parseFromString(t,'text/html').querySelector('main').innerHTML}catch(e){}}
            setInterval(renew,2000)</script></html>
            """;

    private final Providers providers;
    private final Webhooks webhooks;
    private final Faults faults;

    public Page(Providers providers, Webhooks webhooks, Faults faults) {
        this.providers = providers;
        this.webhooks = webhooks;
        this.faults = faults;
    }

    public void mount(Router router) {
        router.get("/").handler(ctx -> ctx.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("cache-control", "no-store")
                .end(render()));
    }

    private String render() {
        StringBuilder html = new StringBuilder(HEAD);
        table(
                html,
                "SMS received",
                providers.messages().received(null, null, SHOWN),
                "created_at",
                "to",
                "body",
                "status");
        List<JsonNode> charges = new ArrayList<>(providers.charges().wires());
        Collections.reverse(charges);
        payments(html, "Omise charges", charges, "pending", "/sandbox/omise/charges/");
        payments(
                html,
                "Stripe payments",
                providers.intents().newestFirst(),
                "requires_action",
                "/sandbox/stripe/payment_intents/");
        List<ObjectNode> deliveries = webhooks.list(null, SHOWN);
        table(html, "Webhooks", deliveries, "created_at", "provider", "what", "state", "tries", "url");
        table(html, "Faults ordered", faults.list(), "provider", "path_prefix", "fault", "status", "times");
        return html.append(FOOT).toString();
    }

    private static void table(StringBuilder html, String title, List<? extends JsonNode> rows, String... columns) {
        start(html, title, rows, columns);
        for (JsonNode row : rows) {
            html.append("<tr>");
            cells(html, row, columns);
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private static void payments(
            StringBuilder html, String title, List<? extends JsonNode> rows, String payable, String path) {
        List<? extends JsonNode> newest = rows.stream().limit(SHOWN).toList();
        start(html, title, newest, "id", "amount", "currency", "status", "");
        for (JsonNode row : newest) {
            html.append("<tr>");
            cells(html, row, "id", "amount", "currency", "status");
            html.append("<td>");
            boolean byCard =
                    row.path("card").isObject(); // an authorised card waits for its capture, not for the customer
            if (row.path("status").asText().equals(payable) && !byCard) {
                String id = escape(row.path("id").asText());
                html.append("<button data-post=\"").append(path).append(id).append("/pay\">Pay</button> ");
                html.append("<button data-post=\"").append(path).append(id).append("/fail\">Fail</button>");
            }
            html.append("</td></tr>");
        }
        html.append("</table>");
    }

    private static void start(StringBuilder html, String title, List<?> rows, String... columns) {
        html.append("<h2>").append(escape(title)).append("</h2>");
        html.append(rows.isEmpty() ? "<p class=e>none yet</p><table>" : "<table><tr>");
        if (!rows.isEmpty()) {
            for (String column : columns) {
                html.append("<th>").append(escape(column.replace('_', ' '))).append("</th>");
            }
            html.append("</tr>");
        }
    }

    private static void cells(StringBuilder html, JsonNode row, String... columns) {
        for (String column : columns) {
            String text = Json.text(row, column);
            html.append("<td class=b>").append(text == null ? "" : escape(text)).append("</td>");
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
