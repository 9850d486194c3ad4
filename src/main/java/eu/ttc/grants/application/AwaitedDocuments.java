package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;

/** Says which documents an application takes after its submission; asked while it is locked. */
@FunctionalInterface
public interface AwaitedDocuments {

  /** Whether the applicant may add a document of this kind now. */
  boolean awaits(ApplicationRef ref, DocumentKind kind);
}
