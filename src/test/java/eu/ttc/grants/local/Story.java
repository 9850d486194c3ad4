package eu.ttc.grants.local;

import eu.ttc.grants.portal.Told;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an application from its draft to its end, and how it ends.
 *
 * @param status at the end
 * @param wave when it is submitted
 * @param reservations how often it holds a voucher; {@code null} where chance decides
 * @param reason of its rejection, as the history tells it
 * @param paidCents what the bank pays in the end
 * @param told what differs from a usual application: JSON by the place in the dossier
 * @param accountsMissing whether it is submitted without the annual accounts
 * @param lengths how long steps take for it, other than usual
 * @param script who does what
 */
record Story(
    String status,
    Wave wave,
    @Nullable Integer reservations,
    @Nullable String reason,
    long paidCents,
    Map<String, String> told,
    boolean accountsMissing,
    Map<String, String> lengths,
    Script<OneVoucher> script) {

  /** What a voucher is worth, and what every application asks for. */
  static final long VOUCHER_CENTS = 500_000;

  /** When an application is submitted. */
  enum Wave {
    /** At once, all together. */
    FIRST,
    /** When everybody of the first wave who gives a voucher back has had it. */
    SECOND,
    /** When all vouchers are held by those who keep them. */
    LAST
  }

  /** Ends before it holds a voucher. */
  static Story withoutVoucher(String status, Script<OneVoucher> script) {
    return new Story(status, Wave.FIRST, 0, null, 0, Map.of(), false, Map.of(), script);
  }

  /** Is rejected for this reason before it holds a voucher. */
  static Story refused(String reason, Script<OneVoucher> script) {
    return new Story("REJECTED", Wave.FIRST, 0, reason, 0, Map.of(), false, Map.of(), script);
  }

  /** Holds a voucher for some time. */
  static Story givingBack(String status, Script<OneVoucher> script) {
    return new Story(status, Wave.FIRST, 1, null, 0, Map.of(), false, Map.of(), script);
  }

  /** Holds a voucher for some time and is rejected for this reason. */
  static Story refusedWithVoucher(String reason, Script<OneVoucher> script) {
    return new Story("REJECTED", Wave.FIRST, 1, reason, 0, Map.of(), false, Map.of(), script);
  }

  /** Is paid. */
  static Story paid(Script<OneVoucher> script) {
    return new Story(
        "CLOSED", Wave.FIRST, 1, null, VOUCHER_CENTS, Map.of(), false, Map.of(), script);
  }

  boolean keepsVoucher() {
    return paidCents > 0;
  }

  /** Whether a voucher that it holds goes to somebody else later. */
  boolean givesVoucherBack() {
    return !keepsVoucher() && (reservations == null || reservations > 0);
  }

  Story inWave(Wave other) {
    return new Story(
        status, other, reservations, reason, paidCents, told, accountsMissing, lengths, script);
  }

  Story reserving(@Nullable Integer times) {
    return new Story(
        status, wave, times, reason, paidCents, told, accountsMissing, lengths, script);
  }

  /** The last rejection that it had, though it did not end with it. */
  Story rejectedFor(String code) {
    return new Story(
        status, wave, reservations, code, paidCents, told, accountsMissing, lengths, script);
  }

  Story paying(long cents) {
    return new Story(
        status, wave, reservations, reason, cents, told, accountsMissing, lengths, script);
  }

  Story withoutAccounts() {
    return new Story(status, wave, reservations, reason, paidCents, told, true, lengths, script);
  }

  Story telling(String place, String json) {
    return new Story(
        status,
        wave,
        reservations,
        reason,
        paidCents,
        and(told, place, json),
        accountsMissing,
        lengths,
        script);
  }

  Story taking(String step, String duration) {
    return new Story(
        status,
        wave,
        reservations,
        reason,
        paidCents,
        told,
        accountsMissing,
        and(lengths, step, duration),
        script);
  }

  /** The application with what differs. */
  Told tell(Told usual) {
    var changed = usual;
    for (var difference : told.entrySet()) {
      changed = changed.with(difference.getKey(), difference.getValue());
    }
    return changed;
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
