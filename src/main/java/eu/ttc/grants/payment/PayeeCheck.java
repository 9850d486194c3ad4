package eu.ttc.grants.payment;

import java.util.Optional;

/**
 * What the bank found when it verified the payee, Regulation (EU) 2024/886: whether the name
 * belongs to the account.
 */
public enum PayeeCheck {
  MATCH,
  CLOSE_MATCH,
  NO_MATCH,
  NOT_POSSIBLE;

  /**
   * What a status says about each payment that it is about; empty when it is no such result. That
   * some payees of a file do not match ({@code RVCM}) is told payment by payment.
   */
  static Optional<PayeeCheck> of(String status) {
    return Optional.ofNullable(
        switch (status) {
          case "RCVC" -> MATCH;
          case "RVMC" -> CLOSE_MATCH;
          case "RVNM" -> NO_MATCH;
          case "RVNA", "RVNC" -> NOT_POSSIBLE;
          default -> null;
        });
  }
}
