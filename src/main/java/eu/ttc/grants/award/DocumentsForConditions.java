package eu.ttc.grants.award;

import eu.ttc.grants.application.AwaitedDocuments;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import org.springframework.stereotype.Component;

/** What shows that conditions are fulfilled is taken as long as one is awaited. */
@Component
class DocumentsForConditions implements AwaitedDocuments {

  private final ConditionRows rows;

  DocumentsForConditions(ConditionRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean awaits(ApplicationRef ref, DocumentKind kind) {
    return kind == DocumentKind.CONDITION && rows.awaited(ref);
  }
}
