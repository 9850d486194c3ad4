package eu.ttc.grants.payment;

import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * A bank that answers by chance, the same for the same seed: it verifies payees, accepts, rejects,
 * pays, advises and sends back. In its first batches it says everything once, in an order by
 * chance. It keeps its own account of what it paid.
 */
final class SeededBank {

  private static final String REJECTED = "RJCT";
  private static final List<String> ACCEPTING = List.of("ACTC", "ACCP", "ACSP", "ACSC", "ACWC");
  private static final int VERIFICATIONS = 3;
  private static final List<String> REASONS =
      List.of("AC01", "AC04", "AC06", "AM04", "AM05", "FF01", "MS03");

  private final long seed;
  private final Random random;
  private final ProgrammeAccount account;
  private final Map<LocalDate, List<Movement>> due = new LinkedHashMap<>();
  private final TreeSet<String> codes = new TreeSet<>();
  private final ArrayDeque<String> saidFirst = new ArrayDeque<>();
  private long paidCents;
  private int number;
  private int batches;
  private int executed;

  SeededBank(long seed, ProgrammeAccount account) {
    this.seed = seed;
    this.random = new Random(seed);
    this.account = account;
    var all = new ArrayList<>(ACCEPTING);
    all.add(REJECTED);
    Collections.shuffle(all, random);
    saidFirst.addAll(all);
  }

  /** What the bank paid out and did not get back. */
  long paidCents() {
    return paidCents;
  }

  /** All codes that were said so far. */
  TreeSet<String> codes() {
    return codes;
  }

  /** Takes a bank file and says what becomes of it. */
  List<byte[]> take(BatchView batch, LocalDate today) {
    var answers = new ArrayList<byte[]>();
    batches++;
    answers.add(report(batch, today, said("RCVD"), Map.of()));
    if (batches <= VERIFICATIONS) {
      answers.add(verified(batch, today, batches));
    } else if (random.nextInt(3) == 0) {
      answers.add(verified(batch, today, 1 + random.nextInt(VERIFICATIONS)));
    }
    if (batches == 2 || random.nextInt(4) == 0) {
      answers.add(report(batch, today, said("PDNG"), Map.of()));
    }
    if (batches == VERIFICATIONS + 1 || random.nextInt(12) == 0) {
      answers.add(report(batch, today, rejected(), Map.of()));
      return answers;
    }
    var single = new LinkedHashMap<String, Said>();
    for (var payment : batch.lines()) {
      var status = saidFirst.isEmpty() ? byChance() : saidFirst.poll();
      if (status.equals(REJECTED)) {
        single.put(payment.endToEndId(), rejected());
      } else {
        single.put(payment.endToEndId(), said(status));
        execute(payment, batch.executionOn());
      }
    }
    answers.add(report(batch, today, said("PART"), single));
    return answers;
  }

  /**
   * What happened on the account today: a statement, and sometimes an advice before or after it.
   */
  List<byte[]> endOfDay(LocalDate today) {
    var movements = due.remove(today);
    if (movements == null) {
      return List.of();
    }
    movements.forEach(move -> paidCents += (move.back() ? -1 : 1) * move.payment().amountCents());
    var statement = SimulatedFiles.statement(id("S"), today, movements, account);
    if (random.nextBoolean()) {
      return List.of(statement);
    }
    var advice = SimulatedFiles.advice(id("A"), today, movements, account);
    return random.nextBoolean() ? List.of(advice, statement) : List.of(statement, advice);
  }

  boolean isDone() {
    return due.isEmpty();
  }

  private void execute(PaymentView payment, LocalDate day) {
    var reference = random.nextBoolean() ? "REF-" + payment.endToEndId() : null;
    at(day).add(new Movement(payment, false, null, reference));
    executed++;
    if (executed == 3 || random.nextInt(6) == 0) {
      var later = executed == 3 ? 2 : random.nextInt(4);
      var reason = REASONS.get(random.nextInt(3));
      codes.add(reason);
      at(day.plusDays(later))
          .add(new Movement(payment, true, reason, reference == null ? null : reference + "-BACK"));
    }
  }

  private List<Movement> at(LocalDate day) {
    return due.computeIfAbsent(day, none -> new ArrayList<>());
  }

  private String byChance() {
    return random.nextInt(5) == 0 ? REJECTED : ACCEPTING.get(random.nextInt(ACCEPTING.size()));
  }

  private byte[] verified(BatchView batch, LocalDate today, int result) {
    return switch (result) {
      case 1 -> report(batch, today, said("RCVC"), Map.of());
      case 2 -> report(batch, today, said("RVNC"), Map.of());
      default -> {
        var single = new LinkedHashMap<String, Said>();
        batch
            .lines()
            .forEach(
                payment ->
                    single.put(
                        payment.endToEndId(),
                        said(List.of("RCVC", "RVMC", "RVNM", "RVNA").get(random.nextInt(4)))));
        yield report(batch, today, said("RVCM"), single);
      }
    };
  }

  private byte[] report(BatchView batch, LocalDate day, Said file, Map<String, Said> single) {
    return SimulatedFiles.report(id("R"), day, batch, file, single);
  }

  private String id(String kind) {
    return "%s%d-%d".formatted(kind, seed, ++number);
  }

  private Said rejected() {
    var reason = REASONS.get(random.nextInt(REASONS.size()));
    codes.add(REJECTED);
    codes.add(reason);
    return new Said(REJECTED, reason);
  }

  private Said said(String status) {
    codes.add(status);
    return new Said(status, null);
  }
}
