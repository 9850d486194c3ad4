package eu.ttc.grants.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Asks a person who is signed in for their password once more, before what cannot be undone: a
 * session left open at a desk is not enough. Who guesses is signed out.
 */
@Component
public class FreshSignIn {

  private static final String WRONG_IN_A_ROW = FreshSignIn.class.getName() + ".wrongInARow";
  private static final int WRONG_AT_MOST = 5;

  private final Accounts accounts;

  FreshSignIn(Accounts accounts) {
    this.accounts = accounts;
  }

  /** What came of it. */
  public enum Answer {
    CONFIRMED,
    MISSING,
    WRONG,
    /** Wrong too often: the session has ended. */
    SIGNED_OUT
  }

  /** Whether the person of this request typed their own password. */
  public Answer confirm(HttpServletRequest request, String password) {
    if (password.isEmpty()) {
      return Answer.MISSING;
    }
    var session = request.getSession();
    if (accounts.isPassword(Objects.requireNonNull(request.getRemoteUser()), password)) {
      session.removeAttribute(WRONG_IN_A_ROW);
      return Answer.CONFIRMED;
    }
    var wrong = session.getAttribute(WRONG_IN_A_ROW) instanceof Integer before ? before + 1 : 1;
    session.setAttribute(WRONG_IN_A_ROW, wrong);
    if (wrong < WRONG_AT_MOST) {
      return Answer.WRONG;
    }
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IllegalStateException("the person could not be signed out", e);
    }
    return Answer.SIGNED_OUT;
  }
}
