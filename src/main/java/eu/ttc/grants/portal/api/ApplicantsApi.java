package eu.ttc.grants.portal.api;

import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Register;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Applicants")
class ApplicantsApi {

  private final Accounts accounts;

  ApplicantsApi(Accounts accounts) {
    this.accounts = accounts;
  }

  record Applicant(String username, String displayName, String email, Language language) {

    static Applicant of(Account account) {
      return new Applicant(
          account.username(), account.displayName(), account.email(), account.language());
    }
  }

  @PostMapping("/api/applicants")
  @ResponseStatus(HttpStatus.CREATED)
  @SecurityRequirements
  @Operation(summary = "Register an applicant; needs no account")
  Applicant register(@RequestBody Register wanted) {
    return Applicant.of(accounts.register(wanted));
  }
}
