/**
 * Job workers: each step of a model is translated into one call of the domain, and nothing else.
 */
@ApplicationModule
@NullMarked
package eu.ttc.grants.workers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
