package eu.ttc.grants.call;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;

/** An application that answered a call in time. */
public record Received(ApplicationRef application, Instant at) {}
