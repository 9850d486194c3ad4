package eu.ttc.grants.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** After signing in, pages speak the language of the account, until the person picks another. */
@Component
class SpeakAccountsLanguage extends SavedRequestAwareAuthenticationSuccessHandler {

  private final Accounts accounts;
  private final LocaleResolver locales;

  SpeakAccountsLanguage(Accounts accounts, LocaleResolver locales) {
    this.accounts = accounts;
    this.locales = locales;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
      throws ServletException, IOException {
    accounts
        .find(signedIn.getName())
        .ifPresent(account -> locales.setLocale(request, response, account.language().locale()));
    super.onAuthenticationSuccess(request, response, signedIn);
  }
}
