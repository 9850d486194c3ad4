package eu.ttc.grants.local.samples;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sample so far.
 *
 * @param reference empty when it could not be loaded
 * @param status where the application stands
 * @param answer how the programme answered, once it did
 * @param problem why it could not be loaded or followed
 */
record Result(
    Sample sample,
    String reference,
    boolean loadedNow,
    String status,
    Optional<Outcome> answer,
    @Nullable String problem) {

  /** Statuses from which the engine moves on by itself. */
  private static final Set<String> UNDER_WAY = Set.of("DRAFT", "SUBMITTED", "COMPLETE");

  static Result loaded(Sample sample, String reference, boolean now) {
    return new Result(sample, reference, now, "SUBMITTED", Optional.empty(), null);
  }

  static Result notLoaded(Sample sample, String problem) {
    return new Result(sample, "", false, "", Optional.empty(), problem);
  }

  Result with(String newStatus, Optional<Outcome> newAnswer) {
    return new Result(sample, reference, loadedNow, newStatus, newAnswer, null);
  }

  Result failed(String why) {
    return new Result(sample, reference, loadedNow, status, answer, why);
  }

  /** Whether more is to come without a person. */
  boolean open() {
    return problem == null && (answer.isEmpty() || UNDER_WAY.contains(status));
  }

  boolean asExpected() {
    return !open() && answer.filter(sample.expected()::equals).isPresent();
  }

  /** In words: the answer, or why there is none. */
  String actual() {
    return problem != null ? problem : answer.map(Outcome::toString).orElse("no answer in time");
  }
}
