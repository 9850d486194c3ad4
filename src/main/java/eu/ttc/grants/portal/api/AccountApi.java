package eu.ttc.grants.portal.api;

import eu.ttc.grants.accounting.AccountStatements;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Accounting")
class AccountApi {

  private final Access access;
  private final AccountStatements statements;

  AccountApi(Access access, AccountStatements statements) {
    this.access = access;
    this.statements = statements;
  }

  @GetMapping(
      path = "/api/applications/{reference}/account.pdf",
      produces = MediaType.APPLICATION_PDF_VALUE)
  @Operation(
      summary = "Statement of account of an application: decided, set aside, paid and paid back",
      description = "In the language of the applicant; for the applicant and for staff.")
  ResponseEntity<byte[]> account(@PathVariable String reference, Authentication signedIn) {
    var ref = access.account(reference, Viewer.of(signedIn)).reference();
    return Downloads.of(statements.of(ref));
  }
}
