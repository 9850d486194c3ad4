package eu.ttc.grants.support;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a business support manager tells of a visit. */
public sealed interface VisitReport {

  /** Of each text of a report, in characters. */
  int LONGEST_TEXT = 4000;

  /** What is wrong with it, as the manager is told; empty when it can be recorded. */
  Optional<String> problem(LocalDate plannedOn, LocalDate today);

  /**
   * The visit took place; the applicant reads all of it.
   *
   * @param visitedOn empty when it was not told
   * @param advice what the enterprise was advised to do
   * @param partnerSuggestions with whom it could work together; may be blank
   * @param fundingPointers where else it could find money; may be blank
   */
  record Held(
      @Nullable LocalDate visitedOn,
      String advice,
      String partnerSuggestions,
      String fundingPointers)
      implements VisitReport {

    @Override
    public Optional<String> problem(LocalDate plannedOn, LocalDate today) {
      return dayProblem(plannedOn, today)
          .or(() -> required("advice", advice))
          .or(() -> tooLong("advice", advice))
          .or(() -> tooLong("suggestions of partners", partnerSuggestions))
          .or(() -> tooLong("pointers to funding", fundingPointers));
    }

    private Optional<String> dayProblem(LocalDate plannedOn, LocalDate today) {
      if (visitedOn == null) {
        return Optional.of("Please tell on which day the visit took place.");
      }
      if (visitedOn.isAfter(today)) {
        return Optional.of(
            "A visit is recorded after it took place, but %s is still to come; today is %s."
                .formatted(visitedOn, today));
      }
      return visitedOn.isBefore(plannedOn)
          ? Optional.of(
              "The visit was planned on %s, so it cannot have taken place on %s."
                  .formatted(plannedOn, visitedOn))
          : Optional.empty();
    }
  }

  /** There is no visit; the reason is for staff only. */
  record NotHeld(String reason) implements VisitReport {

    @Override
    public Optional<String> problem(LocalDate plannedOn, LocalDate today) {
      return required("reason", reason).or(() -> tooLong("reason", reason));
    }
  }

  private static Optional<String> required(String what, String text) {
    return text.isBlank()
        ? Optional.of("Please fill in the %s.".formatted(what))
        : Optional.empty();
  }

  private static Optional<String> tooLong(String what, String text) {
    return text.length() > LONGEST_TEXT
        ? Optional.of(
            "Please shorten the %s to %d characters; it has %d."
                .formatted(what, LONGEST_TEXT, text.length()))
        : Optional.empty();
  }
}
