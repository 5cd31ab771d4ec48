package sea.tchat.sandbox;

/** Addresses of the sandbox as others reach it; complete once the port is known. */
public final class Links {
    private volatile String base = "";

    void base(String url) {
        base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** @param path with its leading slash */
    public String to(String path) {
        return base + path;
    }
}
