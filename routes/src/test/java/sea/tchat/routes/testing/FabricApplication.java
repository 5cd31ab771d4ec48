package sea.tchat.routes.testing;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service of nothing but the fabric, for the fabric's own tests. */
@SpringBootApplication
public class FabricApplication {}
