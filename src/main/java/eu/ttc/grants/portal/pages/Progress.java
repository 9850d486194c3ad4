package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.HistoryEntry;
import java.util.Arrays;
import java.util.List;

/**
 * The way of a voucher in steps that everybody understands, and how far an application has come.
 */
record Progress(List<Step> steps) {

  /** From the application to the end, in this order. */
  enum Stage {
    RECEIVED,
    CHECKED,
    EVALUATED,
    DECIDED,
    AGREED,
    WORKED,
    PAID,
    CLOSED
  }

  /** How far one step is; the names are those of the style sheet. */
  enum State {
    DONE,
    NOW,
    STOPPED,
    AHEAD
  }

  /** One step on the bar. */
  record Step(Stage stage, State state) {

    public String style() {
      return state.name().toLowerCase();
    }
  }

  /** How far an application with this history has come. */
  static Progress of(ApplicationStatus status, List<HistoryEntry> history) {
    if (status == ApplicationStatus.CLOSED) {
      return new Progress(
          Arrays.stream(Stage.values()).map(stage -> new Step(stage, State.DONE)).toList());
    }
    var current = stage(history);
    var here = status.ended() ? State.STOPPED : State.NOW;
    return new Progress(
        Arrays.stream(Stage.values())
            .map(
                stage ->
                    new Step(
                        stage,
                        stage == current
                            ? here
                            : stage.compareTo(current) < 0 ? State.DONE : State.AHEAD))
            .toList());
  }

  /** The step under way when the application last was on its way. */
  private static Stage stage(List<HistoryEntry> history) {
    var booked = history.stream().anyMatch(entry -> entry.event().equals("PAYMENT_BOOKED"));
    return history.reversed().stream()
        .map(HistoryEntry::status)
        .filter(status -> !status.ended() && status != ApplicationStatus.UNDER_APPEAL)
        .findFirst()
        .map(status -> booked ? Stage.CLOSED : stage(status))
        .orElse(Stage.RECEIVED);
  }

  private static Stage stage(ApplicationStatus status) {
    return switch (status) {
      case DRAFT -> Stage.RECEIVED;
      case SUBMITTED, INFO_REQUESTED, COMPLETE -> Stage.CHECKED;
      case ELIGIBLE -> Stage.EVALUATED;
      case EVALUATED, RESERVE -> Stage.DECIDED;
      case APPROVED -> Stage.AGREED;
      case CONTRACTED, RUNNING -> Stage.WORKED;
      case FINAL_REPORTED -> Stage.PAID;
      case CLOSED, REJECTED, UNDER_APPEAL, LAPSED, TERMINATED, WITHDRAWN -> Stage.CLOSED;
    };
  }
}
