package eu.ttc.grants.portal.pages;

import eu.ttc.grants.accounting.AccountStatements;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The statement of account: for applicants as their pages speak, for staff as applicants do. */
@Controller
class AccountStatementPages {

  private final Access access;
  private final AccountStatements statements;

  AccountStatementPages(Access access, AccountStatements statements) {
    this.access = access;
    this.statements = statements;
  }

  @GetMapping("/applications/{reference}/account.pdf")
  ResponseEntity<byte[]> own(
      @PathVariable String reference, Authentication signedIn, Locale language) {
    return Downloads.of(statements.of(access.own(reference, signedIn).reference(), language));
  }

  @GetMapping("/dossiers/{reference}/account.pdf")
  ResponseEntity<byte[]> handled(@PathVariable String reference, Authentication signedIn) {
    var application = access.account(reference, Viewer.of(signedIn));
    return Downloads.of(statements.of(application.reference()));
  }
}
