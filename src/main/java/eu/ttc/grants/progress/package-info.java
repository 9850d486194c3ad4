/**
 * Progress of projects of the innovation fund: every six months the lead reports, and an officer
 * says whether the project is on track.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "engine", "application", "agreement", "identity"})
@NullMarked
package eu.ttc.grants.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
