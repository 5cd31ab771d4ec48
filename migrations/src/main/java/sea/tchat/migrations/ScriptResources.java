package sea.tchat.migrations;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;

/** Hands Liquibase the packaged scripts, and nothing else: it need not scan the class path for files of its own. */
final class ScriptResources extends AbstractResourceAccessor {

    private final List<Script> scripts;

    ScriptResources(List<Script> scripts) {
        this.scripts = scripts;
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<Resource> getAll(String path) {
        return scripts.stream()
                .filter(script -> script.path().equals(path))
                .<Resource>map(ScriptResource::new)
                .toList();
    }

    @Override
    public List<String> describeLocations() {
        return List.of("migrations/");
    }

    @Override
    public void close() {}

    private static final class ScriptResource extends AbstractResource {

        private final Script script;

        ScriptResource(Script script) {
            super(script.path(), URI.create("migrations:" + script.path()));
            this.script = script;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(script.content().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            throw new UnsupportedOperationException("a script includes no other");
        }

        @Override
        public Resource resolveSibling(String other) {
            throw new UnsupportedOperationException("a script includes no other");
        }
    }
}
