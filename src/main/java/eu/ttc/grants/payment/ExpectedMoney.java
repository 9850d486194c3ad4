package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes booked money that is none of our payments: what came in and is no payment that came back,
 * and what went out to give such money back. Asked in the transaction that takes the bank's
 * message; whoever expects money builds on this module.
 */
public interface ExpectedMoney {

  /**
   * Money that came in.
   *
   * @param key names the movement, the same in whichever of the bank's files it is told
   * @param told all that the payer gave as reference and purpose
   */
  record Received(String key, String told, Cents amount, LocalDate bookedOn) {}

  /**
   * Money that has not come in yet.
   *
   * @param reference by which {@link #take} knows it
   * @param payer who is to pay, for a person to read
   * @param amount what is open today
   */
  record Awaited(String reference, String payer, Cents amount) {}

  /** What became of money that came in. */
  enum Answer {
    TAKEN,
    /** The same movement was taken before; nothing was done. */
    KNOWN,
    NOT_EXPECTED,
    /** It went out with another amount than was released. */
    ANOTHER_AMOUNT,
    /** It went out to another account than was released. */
    ANOTHER_ACCOUNT,
    /** It does not wait at the bank. */
    NOT_RELEASED
  }

  /** Whether money with these words is expected. */
  boolean expects(String told);

  /**
   * Takes the money if it is expected; taking the same movement again has no effect.
   *
   * @param by username of who took the bank's message
   */
  Answer take(Received money, String by);

  /**
   * Money that went out under a reference that is no payment of ours, booked on a statement.
   *
   * @param iban where it went, if the bank says so
   */
  record Spent(String reference, Cents amount, @Nullable String iban, LocalDate bookedOn) {}

  /** Whether something was sent to the bank under this reference. */
  boolean sent(String reference);

  /**
   * Takes note that what was sent is paid.
   *
   * @param by username of who took the bank's message
   */
  Answer spend(Spent money, String by);

  /**
   * Takes note that the bank does not execute what was sent.
   *
   * @param code the bank's reason
   * @param by username of who took the bank's message
   */
  Answer reject(String reference, @Nullable String code, String by);

  /** What is awaited, for a person who looks for whose money it is. */
  List<Awaited> awaited(int limit);

  /** What is or was awaited of an application, also when nothing of it is open any more. */
  List<Awaited> awaitedOf(ApplicationRef application);
}
