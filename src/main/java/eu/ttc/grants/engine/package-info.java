/**
 * The only way from the domain to the process engine: messages through the outbox, results of steps
 * kept once, deployment of the models, who completed a task.
 */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package eu.ttc.grants.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
