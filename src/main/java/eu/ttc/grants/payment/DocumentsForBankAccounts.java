package eu.ttc.grants.payment;

import eu.ttc.grants.application.AwaitedDocuments;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.kernel.ApplicationRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The proof of a bank account is taken as long as the applicant is asked for one. */
@Component
class DocumentsForBankAccounts implements AwaitedDocuments {

  private final JdbcClient jdbc;

  DocumentsForBankAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean awaits(ApplicationRef ref, DocumentKind kind) {
    return kind == DocumentKind.BANK_ACCOUNT
        && jdbc.sql(
                "select exists (select 1 from bank_account_change"
                    + " where application = :ref and state = 'ASKED')")
            .param("ref", ref.value())
            .query(Boolean.class)
            .single();
  }
}
