/** Applications: dossier, documents, submission, status and its history. */
@ApplicationModule(allowedDependencies = {"kernel", "engine"})
@NullMarked
package eu.ttc.grants.application;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
