package eu.ttc.grants.local.samples;

import java.net.URI;

/** No portal answers where one was expected. */
final class PortalDown extends Exception {

  PortalDown(URI address, Throwable cause) {
    super(
        """
        No portal answers at %s.
        Start everything with "mvn -Plocal spring-boot:run" and wait for its table, or say where the \
        portal is with -Dportal=http://localhost:8080.\
        """
            .formatted(address),
        cause);
  }
}
