package eu.ttc.grants.payment;

import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bank sends by mistake, or somebody in its name. */
final class OddFiles {

  private static final String STRANGER = "DE02120300000000202051";

  private final ProgrammeAccount account;
  private int number;

  OddFiles(ProgrammeAccount account) {
    this.account = account;
  }

  /** One mistake, and what must come of it: the file is refused, or its one entry queued. */
  enum Mistake {
    CUT_OFF("wellFormed"),
    NOT_WHOLE("entryCount"),
    OTHER_VERSION("version"),
    OTHER_ACCOUNT("account"),
    EXTERNAL_ENTITY("documentType"),
    USED_MESSAGE_ID("messageId"),
    SECOND_PAYMENT(EntryProblem.BOOKED_BEFORE),
    ANOTHER_AMOUNT(EntryProblem.AMOUNT_DIFFERS),
    ANOTHER_PAYEE(EntryProblem.ACCOUNT_DIFFERS),
    ANOTHER_CURRENCY(EntryProblem.OTHER_CURRENCY),
    UNKNOWN_REFERENCE(EntryProblem.UNKNOWN_REFERENCE),
    FEE(EntryProblem.NO_REFERENCE),
    MONEY_OF_A_STRANGER(EntryProblem.MONEY_IN),
    UNKNOWN_STATUS(EntryProblem.UNKNOWN_STATUS),
    UNKNOWN_FILE(EntryProblem.UNKNOWN_REFERENCE);

    private final @Nullable String refusal;
    private final @Nullable EntryProblem problem;

    Mistake(String refusal) {
      this.refusal = refusal;
      this.problem = null;
    }

    Mistake(EntryProblem problem) {
      this.refusal = null;
      this.problem = problem;
    }

    /** The rule under which the file is refused, unless it is taken. */
    @Nullable String refusal() {
      return refusal;
    }

    /** Why its entry waits, unless the file is refused. */
    @Nullable EntryProblem problem() {
      return problem;
    }
  }

  /**
   * A file with this mistake.
   *
   * @param booked a payment that a statement showed as booked
   * @param batch the batch it was in
   */
  byte[] with(Mistake mistake, PaymentView booked, BatchView batch, LocalDate day) {
    var id = "ODD%d-%s".formatted(++number, booked.endToEndId());
    var whole = statement(id, booked, day);
    return switch (mistake) {
      case CUT_OFF -> bytes(whole.substring(0, whole.length() * 2 / 3));
      case NOT_WHOLE -> bytes(whole.replace("<NbOfNtries>1<", "<NbOfNtries>2<"));
      case OTHER_VERSION -> bytes(whole.replace("camt.053.001.08", "camt.053.001.02"));
      case OTHER_ACCOUNT -> bytes(whole.replace(account.iban(), "NL20INGB0001234567"));
      case EXTERNAL_ENTITY ->
          bytes(
              whole.replaceFirst(
                  "\\?>", "?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"));
      case USED_MESSAGE_ID -> bytes(statement(usedId(batch), booked, day));
      case SECOND_PAYMENT -> bytes(whole);
      case ANOTHER_AMOUNT ->
          bytes(whole.replace(">5000.00<", ">4999.99<").replace(">4995000.00<", ">4995000.01<"));
      case ANOTHER_PAYEE ->
          bytes(whole.replaceAll("(<CdtrAcct>\\s*<Id>\\s*<IBAN>)[^<]*", "$1" + STRANGER));
      case ANOTHER_CURRENCY ->
          bytes(whole.replace("<Amt Ccy=\"EUR\">5000.00", "<Amt Ccy=\"USD\">5000.00"));
      case UNKNOWN_REFERENCE ->
          bytes(whole.replace("<EndToEndId>" + booked.endToEndId(), "<EndToEndId>RENT-11"));
      case FEE -> bytes(whole.replaceAll("<EndToEndId>[^<]*</EndToEndId>", ""));
      case MONEY_OF_A_STRANGER ->
          bytes(
              text(SimulatedFiles.statement(
                      id, day, List.of(new Movement(booked, true, null, "IN-" + id)), account))
                  .replace("<EndToEndId>" + booked.endToEndId(), "<EndToEndId>GIFT"));
      case UNKNOWN_STATUS ->
          SimulatedFiles.report(id, day, batch, new Said("ZZZZ", null), Map.of());
      case UNKNOWN_FILE ->
          bytes(
              text(SimulatedFiles.report(id, day, batch, new Said("RJCT", "AM05"), Map.of()))
                  .replace(batch.id(), "PB-1999-000001"));
    };
  }

  /** A message id that came before, with another content. */
  private String usedId(BatchView batch) {
    return "USED-" + batch.id();
  }

  /** Comes before the mistake with its id: money in and out on one day. */
  byte[] firstUse(BatchView batch, LocalDate day) {
    return SimulatedFiles.statement(usedId(batch), day, List.of(), account);
  }

  private String statement(String id, PaymentView payment, LocalDate day) {
    return text(
        SimulatedFiles.statement(
            id, day, List.of(new Movement(payment, false, null, "REF-" + id)), account));
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
