package eu.ttc.grants.appeal;

import eu.ttc.grants.application.AwaitedDocuments;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What goes with an objection is taken as long as the window is open. */
@Component
class DocumentsForAppeals implements AwaitedDocuments {

  private final AppealRows rows;
  private final Clock clock;

  DocumentsForAppeals(AppealRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public boolean awaits(ApplicationRef ref, DocumentKind kind) {
    return kind == DocumentKind.APPEAL
        && rows.findFirstByApplicationOrderByNumberDesc(ref.value())
            .filter(appeal -> appeal.awaitsObjection(clock.instant()))
            .isPresent();
  }
}
