package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.AwaitedDocuments;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import org.springframework.stereotype.Component;

/** What shows co-funding is taken as long as evidence can be recorded. */
@Component
class DocumentsForCoFunding implements AwaitedDocuments {

  private final VerificationRows rows;

  DocumentsForCoFunding(VerificationRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean awaits(ApplicationRef ref, DocumentKind kind) {
    return kind == DocumentKind.CO_FUNDING
        && ref.scheme() == Scheme.INNOVATION_FUND
        && rows.state(ref).takesEvidence();
  }
}
