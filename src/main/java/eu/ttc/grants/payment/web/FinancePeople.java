package eu.ttc.grants.payment.web;

import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.payment.Approval;
import eu.ttc.grants.payment.BankAccountChange;
import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.BankMessageResult;
import eu.ttc.grants.payment.BankMessageSummary;
import eu.ttc.grants.payment.BatchSummary;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentEvent;
import eu.ttc.grants.payment.PaymentFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The finance officers, and the names of those who acted. */
@Component
class FinancePeople {

  private final Accounts accounts;

  FinancePeople(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Whether this person acts; auditors only read. */
  boolean act(Authentication person) {
    return Role.FINANCE_OFFICER.isHeldBy(person);
  }

  /** Usernames of all who could release a batch. */
  List<String> officers() {
    return accounts.withRole(Role.FINANCE_OFFICER);
  }

  Map<String, String> names(List<BatchSummary> batches, List<BankMessageSummary> statements) {
    return names(
        Stream.concat(
            batches.stream().flatMap(FinancePeople::actors),
            statements.stream().map(BankMessageSummary::receivedBy)));
  }

  Map<String, String> names(BatchView batch, Collection<String> others) {
    return names(
        Stream.concat(
            Stream.of(batch.preparedBy(), batch.releasedBy(), batch.rejectedBy()),
            Stream.concat(batch.approvals().stream().map(Approval::officer), others.stream())));
  }

  Map<String, String> names(BankMessageResult statement) {
    return names(Stream.of(statement.receivedBy()));
  }

  Map<String, String> names(PaymentFile payment) {
    return names(payment.events().stream().map(PaymentEvent::actor));
  }

  Map<String, String> names(BankEntryView entry) {
    var solution = entry.solution();
    return solution == null
        ? Map.of()
        : names(Stream.of(solution.proposedBy(), solution.decidedBy()));
  }

  Map<String, String> names(BankAccountChange change) {
    return names(Stream.of(change.givenBy(), change.checkedBy(), change.decidedBy()));
  }

  private static Stream<String> actors(BatchSummary batch) {
    return Stream.of(batch.preparedBy(), batch.releasedBy(), batch.rejectedBy());
  }

  private Map<String, String> names(Stream<String> usernames) {
    return accounts.names(usernames.filter(Objects::nonNull).distinct().toList());
  }
}
