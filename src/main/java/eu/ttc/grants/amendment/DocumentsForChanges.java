package eu.ttc.grants.amendment;

import eu.ttc.grants.application.AwaitedDocuments;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import org.springframework.stereotype.Component;

/** Evidence of a change is taken as long as changes can be asked for. */
@Component
class DocumentsForChanges implements AwaitedDocuments {

  private final ChangeRows rows;

  DocumentsForChanges(ChangeRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean awaits(ApplicationRef ref, DocumentKind kind) {
    return kind == DocumentKind.CHANGE && rows.possible(ref);
  }
}
