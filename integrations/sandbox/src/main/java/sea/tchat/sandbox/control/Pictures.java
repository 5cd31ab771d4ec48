package sea.tchat.sandbox.control;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures where the providers show a QR code: a pattern made from the payment's id, which no bank application can read. */
public final class Pictures {
    private static final int CELLS = 25;
    private static final int SCALE = 8;

    /** Puts the addresses that appear in the providers' answers on the router. */
    public void mount(Router router) {
        router.get("/omise/charges/:id/documents/:document/downloads/:hash").handler(this::svg);
        router.get("/qr/stripe/:id.svg").handler(this::svg);
        router.get("/qr/stripe/:id.png").handler(this::png);
    }

    private void svg(RoutingContext ctx) {
        int size = CELLS * SCALE;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " "
                + size
                + "\" width=\"" + size + "\" height=\"" + size + "\"><title>Sandbox payment, not scannable</title>"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"");
        boolean[][] cells = cells(ctx.pathParam("id"));
        for (int y = 0; y < CELLS; y++) {
            for (int x = 0; x < CELLS; x++) {
                if (cells[y][x]) {
                    svg.append('M')
                            .append(x * SCALE)
                            .append(' ')
                            .append(y * SCALE)
                            .append("h8v8h-8z");
                }
            }
        }
        ctx.response()
                .putHeader("content-type", "image/svg+xml")
                .end(svg.append("\"/></svg>").toString());
    }

    private void png(RoutingContext ctx) {
        int size = CELLS * SCALE;
        boolean[][] cells = cells(ctx.pathParam("id"));
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, cells[y / SCALE][x / SCALE] ? 0 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.response().putHeader("content-type", "image/png").end(Buffer.buffer(out.toByteArray()));
    }

    private static boolean[][] cells(String id) {
        Random pattern = new Random(id.hashCode());
        boolean[][] cells = new boolean[CELLS][CELLS];
        for (int y = 0; y < CELLS; y++) {
            for (int x = 0; x < CELLS; x++) {
                boolean edge = y == 0 || x == 0 || y == CELLS - 1 || x == CELLS - 1;
                cells[y][x] = !edge && pattern.nextBoolean();
            }
        }
        return cells;
    }
}
